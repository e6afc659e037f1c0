'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTime } from '@/lib/use-time';
import { linesOf } from './entry-list';
import classes from './printed-summary.module.css';
import type { OwnEntry } from './record';
import { useSummaryDetail } from './use-summary-detail';

/** What holds now, on paper: laid out for the printer, and gone from the page once it has been printed. */
export function PrintedSummary({ entries, onDone }: { entries: readonly OwnEntry[]; onDone: () => void }) {
  const t = useTranslations('record');
  const time = useTime();
  const detailOf = useSummaryDetail();
  useEffect(() => {
    window.addEventListener('afterprint', onDone);
    window.print();
    return () => window.removeEventListener('afterprint', onDone);
  }, [onDone]);
  const lines = linesOf(entries).filter(
    (line) =>
      line.kind === 'read' && line.summary.state === 'current' && line.resource.resourceType !== 'Bundle',
  );
  const parts = [...new Set(lines.map(({ category }) => category))];
  const dateOf = (date: string) => (Number.isNaN(Date.parse(date)) ? date : time.day(date));
  return createPortal(
    <article className={classes.paper} data-paper>
      <h1>{t('files.printTitle')}</h1>
      <p>{t('files.printed', { time: time.moment(new Date().toISOString()) })}</p>
      {parts.map((part) => (
        <section key={part}>
          <h2>{t(`categories.${part}`)}</h2>
          <ul>
            {lines.map((line) =>
              line.kind === 'read' && line.category === part ? (
                <li key={line.id}>
                  <strong>{line.summary.title || t('unnamed')}</strong>
                  {[detailOf(line.summary), dateOf(line.summary.date), line.author]
                    .filter(Boolean)
                    .map((text) => ` · ${text}`)
                    .join('')}
                </li>
              ) : null,
            )}
          </ul>
        </section>
      ))}
      <p>{t('files.incomplete')}</p>
    </article>,
    document.body,
  );
}
