'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import { Note } from '@/ui/notes';
import type { Warning } from './warnings';

/** What the opened part of a record says about medicines: one line for each. It stops nobody. */
export function WarningNotes({ warnings }: { warnings: readonly Warning[] }) {
  const t = useTranslations('record.warnings');
  const time = useTime();
  if (warnings.length === 0) return null;
  return (
    <div role="alert">
      {warnings.map((warning) => {
        const { kind, candidate, substance, author, date, more } = warning;
        const values = {
          candidate,
          substance,
          other: warning.with,
          where: author ? t('where', { author, date: date ? time.day(date) : '' }) : t('here'),
        };
        return (
          <Note key={candidate} tone="warn" icon={IconAlertTriangle}>
            {t(kind, values)} {more > 0 && t('more', { count: more })}
          </Note>
        );
      })}
      <p>{t('demonstration')}</p>
    </div>
  );
}
