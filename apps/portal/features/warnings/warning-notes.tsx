'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { keyOf } from './answers';
import type { Interactions } from './use-interactions';
import type { TestWarning, Warning } from './warnings';
import classes from './warnings.module.css';

/** What the opened part of a record says about medicines or a test: one line for each. It stops nobody. */
export function WarningNotes<W extends Warning | TestWarning>({
  warnings,
  interactions,
  answer,
}: {
  warnings: readonly W[];
  /** What medicines are warned by; tests are warned of without. */
  interactions?: Interactions;
  /** What is asked below a warning. */
  answer?: ((warning: W) => ReactNode) | undefined;
}) {
  const t = useTranslations('record.warnings');
  const time = useTime();
  const { list, failure, again } = interactions ?? {};
  return (
    <>
      {failure && again && (
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
              const until = warning.kind === 'test' ? undefined : warning.until;
              const isAsked = warning.kind === 'test' && warning.isAsked;
              const values = {
                candidate,
                substance,
                other: warning.with,
                author: author || t('byPatient'),
                date: date ? time.day(date) : '',
                where: author ? t('where', { author, date: date ? time.day(date) : '' }) : t('here'),
              };
              return (
                <Note key={keyOf(warning)} tone="warn" icon={IconAlertTriangle}>
                  {until === undefined
                    ? t(isAsked ? 'testAsked' : kind, values)
                    : t('supplied', { candidate, substance, until: time.day(until) })}{' '}
                  {more > 0 && t('more', { count: more })}
                </Note>
              );
            })}
          </div>
          {answer && warnings.map((warning) => <div key={keyOf(warning)}>{answer(warning)}</div>)}
          {warnings.some(({ kind }) => kind === 'test') && <p className={classes.source}>{t('tests')}</p>}
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
