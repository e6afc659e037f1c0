'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import type { ReactNode } from 'react';
import type { ReadLine, RecordLine } from './entry-list';
import { DocumentFile } from './document-file';
import classes from './patient.module.css';
import { useSummaryDetail } from './use-summary-detail';

/** Lines of a record: what holds now, what it replaced, and what cannot be read. */
export function RecordLines({
  lines,
  withCategory = false,
  extra,
}: {
  lines: readonly RecordLine[];
  withCategory?: boolean;
  /** What can be done about a line. */
  extra?: (line: ReadLine) => ReactNode;
}) {
  const t = useTranslations('record');
  const time = useTime();
  const detailOf = useSummaryDetail();
  const dateOf = (date: string) => (Number.isNaN(Date.parse(date)) ? date : time.day(date));
  return (
    <ul className={classes.lines}>
      {lines.map((line) =>
        line.kind === 'unreadable' ? (
          <li key={line.id} data-tone="warn">
            <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
            <div>
              <p className={classes.lineTitle}>
                {line.from ? t('unreadableFrom', { author: line.from }) : t('unreadable')}
              </p>
              <p className={classes.lineText}>{t(`categories.${line.category}`)}</p>
            </div>
          </li>
        ) : (
          <li key={line.id} data-taken-back={line.summary.state === 'taken-back' || undefined}>
            <div>
              <p className={classes.lineTitle}>
                {line.summary.title ||
                  t(line.resource.resourceType === 'Bundle' ? 'emergency.title' : 'unnamed')}
              </p>
              {line.resource.resourceType === 'ServiceRequest' && (
                <p className={classes.mark}>{t('askedForTest')}</p>
              )}
              {line.summary.state === 'taken-back' && <p className={classes.mark}>{t('takenBack')}</p>}
              <p className={classes.lineText}>
                {[
                  withCategory && t(`categories.${line.category}`),
                  detailOf(line.summary),
                  dateOf(line.summary.date),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <p className={classes.lineText}>
                {line.author ? t('writtenBy', { author: line.author }) : t('writtenByPatient')}
              </p>
              {line.handedInBy !== undefined && (
                <p className={classes.mark}>{t('handedInBy', { author: line.handedInBy })}</p>
              )}
              {line.before.map((summary, n) => (
                <p key={n} className={classes.lineText}>
                  {t('before', { title: summary.title, detail: detailOf(summary) })}
                </p>
              ))}
              <DocumentFile line={line} />
              {extra?.(line)}
            </div>
          </li>
        ),
      )}
    </ul>
  );
}
