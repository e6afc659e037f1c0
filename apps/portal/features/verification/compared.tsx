'use client';

import { useTranslations } from 'next-intl';
import classes from './compared.module.css';
import { differing } from './differing';

/** What was read and what the record says, one above the other, with the differing characters marked. */
export function Compared({ read, expected }: { read: string; expected: string | null }) {
  const t = useTranslations('verdict');
  if (read === '') return null;
  return (
    <dl className={classes.compared}>
      <div>
        <dt>{t('read')}</dt>
        <dd>
          <Marked text={read} other={expected ?? read} />
        </dd>
      </div>
      {expected !== null && (
        <div>
          <dt>{t('expected')}</dt>
          <dd>
            <Marked text={expected} other={read} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Marked({ text, other }: { text: string; other: string }) {
  return (
    <span className={classes.code} translate="no">
      {differing(text, other).map((stretch, index) =>
        stretch.differs ? (
          <mark key={index} className={classes.mark}>
            {stretch.text}
          </mark>
        ) : (
          <span key={index}>{stretch.text}</span>
        ),
      )}
    </span>
  );
}
