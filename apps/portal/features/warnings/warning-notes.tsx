'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { keyOf } from './answers';
import type { Interactions } from './use-interactions';
import type { Warning } from './warnings';
import classes from './warnings.module.css';

/** What the opened part of a record says about medicines: one line for each. It stops nobody. */
export function WarningNotes({
  warnings,
  interactions: { list, failure, again },
  answer,
}: {
  warnings: readonly Warning[];
  interactions: Interactions;
  /** What is asked below a warning. */
  answer?: ((warning: Warning) => ReactNode) | undefined;
}) {
  const t = useTranslations('record.warnings');
  const time = useTime();
  return (
    <>
      {failure && (
        <>
          <FailureNote failure={failure} onRetry={again} />
          <p>{t('withoutData')}</p>
        </>
      )}
      {warnings.length > 0 && (
        <div className={classes.warnings}>
          <div role="alert" className={classes.notes}>
            {warnings.map((warning) => {
              const { kind, candidate, substance, author, date, more } = warning;
              const values = {
                candidate,
                substance,
                other: warning.with,
                where: author ? t('where', { author, date: date ? time.day(date) : '' }) : t('here'),
              };
              return (
                <Note key={keyOf(warning)} tone="warn" icon={IconAlertTriangle}>
                  {t(kind, values)} {more > 0 && t('more', { count: more })}
                </Note>
              );
            })}
          </div>
          {answer && warnings.map((warning) => <div key={keyOf(warning)}>{answer(warning)}</div>)}
          {list && (
            <p className={classes.source}>
              {t(list.demonstration ? 'demonstration' : 'data', { name: list.name, version: list.version })}
            </p>
          )}
        </div>
      )}
    </>
  );
}
