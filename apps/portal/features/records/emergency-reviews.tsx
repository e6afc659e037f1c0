'use client';

import { Skeleton, Stack } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { EmergencyAccessesQuery, ReviewEmergencyMutation, type EmergencyAccess } from './emergency.documents';
import { OfficerAnswer, type Outcome } from './officer-answer';
import classes from './patient.module.css';

/** Who read without asking at this site: unreviewed until the privacy officer closes it. */
export function EmergencyReviews() {
  const t = useTranslations('record.reviews');
  const [{ data, error }, execute] = useQuery({
    query: EmergencyAccessesQuery,
    requestPolicy: 'cache-and-network',
  });
  const again = () => execute({ requestPolicy: 'network-only' });
  const open = data?.emergencyAccesses.filter(({ outcome }) => !outcome) ?? [];
  const closed = data?.emergencyAccesses.filter(({ outcome }) => outcome) ?? [];
  return (
    <Page narrow title={t('title')} lead={t('lead')}>
      {error && !data && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!data && !error && <Skeleton height={160} />}
      {data && open.length === 0 && (
        <EmptyNote icon={IconShieldCheck} title={t('none')}>
          {t('noneText')}
        </EmptyNote>
      )}
      {open.map((access) => (
        <ReviewSheet key={access.id} access={access} onReviewed={again} />
      ))}
      {closed.length > 0 && (
        <Sheet title={t('closed')}>
          <Stack gap="sm">
            {closed.map((access) => (
              <Stack key={access.id} gap={4} className={classes.prose}>
                <Told access={access} />
                <p>
                  {t(`outcomes.${access.outcome ?? 'JUSTIFIED'}`, { reviewer: access.reviewer ?? '' })}
                  {access.reviewWords && ` ${access.reviewWords}`}
                </p>
              </Stack>
            ))}
          </Stack>
        </Sheet>
      )}
      {data && data.emergencyCounts.length > 0 && (
        <Sheet title={t('counts')} lead={t('countsLead')}>
          <ul className={classes.counts}>
            {data.emergencyCounts.map(({ site, count }) => (
              <li key={site}>{t('count', { site, count })}</li>
            ))}
          </ul>
        </Sheet>
      )}
    </Page>
  );
}

function Told({ access }: { access: EmergencyAccess }) {
  const t = useTranslations('record');
  const time = useTime();
  return (
    <>
      <p>
        {t(access.ownNumber ? 'reviews.told' : 'reviews.toldUnnumbered', {
          person: access.person,
          time: time.moment(access.createdAt),
          patient: access.ownNumber,
          reason: t(`emergency.reasons.${access.reason as 'other'}`),
        })}
      </p>
      {access.words && <blockquote className={classes.words}>{access.words}</blockquote>}
    </>
  );
}

function ReviewSheet({ access, onReviewed }: { access: EmergencyAccess; onReviewed: () => void }) {
  const t = useTranslations('record.reviews');
  const { run, busy, failure } = useRequest(ReviewEmergencyMutation);
  const close = async (outcome: Outcome, words: string) => {
    const reviewed = await run({ input: { id: access.id, outcome, words } });
    if (reviewed.ok) onReviewed();
  };
  return (
    <Sheet title={t('unreviewed')}>
      <Stack gap="sm" className={classes.prose}>
        <Told access={access} />
        <OfficerAnswer
          labels={{
            words: t('words'),
            wordsHint: t('wordsHint'),
            justified: t('justified'),
            notJustified: t('notJustified'),
          }}
          alwaysInWords={false}
          busy={busy}
          failure={failure}
          onAnswer={(outcome, words) => void close(outcome, words)}
        />
      </Stack>
    </Sheet>
  );
}
