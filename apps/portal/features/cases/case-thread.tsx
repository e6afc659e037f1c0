'use client';

import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import type { CaseDetail, CaseEntry } from './cases.documents';
import classes from './cases.module.css';

/** What was said and done, oldest first. Nothing is ever taken out. */
export function CaseThread({ file }: { file: CaseDetail }) {
  const t = useTranslations('cases');
  const { moment } = useTime();
  return (
    <ol className={classes.thread} aria-label={t('thread')}>
      {file.entries.map((entry) => (
        <li key={entry.id} className={classes.entry} data-own={entry.side === file.side || undefined}>
          <p className={classes.by}>
            <strong>{t(`kinds.${entry.kind}`)}</strong>
            <Author entry={entry} />
            <time dateTime={entry.at}>{moment(entry.at)}</time>
          </p>
          {entry.text && <p className={classes.said}>{entry.text}</p>}
          {entry.photo && (
            <img
              className={classes.photo}
              src={entry.photo}
              alt={entry.text || t('photoOf', { number: file.number })}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

function Author({ entry: { side, unnamed, site, author } }: { entry: CaseEntry }) {
  const t = useTranslations('cases.sides');
  if (side === 'SYSTEM') return null;
  if (unnamed || !site) return <span>{t(side as 'SITE')}</span>;
  return <span>{[author, site.name].filter(Boolean).join(', ')}</span>;
}
