'use client';

import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { MyCopiesQuery } from './chart-copies.documents';
import classes from './patient.module.css';

/** Copies that sites took into their own charts: they stay there, whatever is stopped or erased here. */
export function TakenCopies() {
  const t = useTranslations('record.copies');
  const time = useTime();
  const [{ data, error }, execute] = useQuery({ query: MyCopiesQuery, requestPolicy: 'cache-and-network' });
  if (error && !data)
    return (
      <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
    );
  if (!data || data.myCopies.length === 0) return null;
  return (
    <section className={classes.card}>
      <Title order={2}>{t('mine')}</Title>
      <p className={classes.lineText}>{t('mineText')}</p>
      <ul className={classes.lines}>
        {data.myCopies.map(({ id, site, person, entries, takenAt }) => (
          <li key={id}>
            <p className={classes.lineText}>
              {t('mineTold', { site: site.name, person, count: entries, time: time.moment(takenAt) })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
