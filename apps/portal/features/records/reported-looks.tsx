'use client';

import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { CombinedError } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import type { AccessReport } from './access-reports.documents';
import classes from './patient.module.css';

/** What the owner reported, and how it stands. */
export function ReportedLooks({
  reports,
  error,
  again,
}: {
  reports: readonly AccessReport[] | undefined;
  error: CombinedError | undefined;
  again: () => void;
}) {
  const t = useTranslations('record.reports');
  const time = useTime();
  if (error && !reports) return <FailureNote failure={failureOf(error)} onRetry={again} />;
  if (!reports || reports.length === 0) return null;
  return (
    <section className={classes.card} aria-label={t('mine')}>
      <Title order={2}>{t('mine')}</Title>
      <ul className={classes.lines}>
        {reports.map(
          ({ id, person, organisation, receiver, createdAt, words, outcome, answer, reviewer }) => (
            <li key={id}>
              <div>
                <p className={classes.lineTitle}>
                  {t('mineTold', {
                    person,
                    site: organisation,
                    receiver: receiver.name,
                    time: time.moment(createdAt),
                  })}
                </p>
                {words && <blockquote className={classes.words}>{words}</blockquote>}
                <p className={classes.lineText} role="status">
                  {outcome
                    ? t(`outcomes.${outcome}`, { reviewer: reviewer ?? receiver.name })
                    : t('waiting', { receiver: receiver.name })}
                </p>
                {answer && <blockquote className={classes.words}>{answer}</blockquote>}
              </div>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
