'use client';

import { IconAlertTriangle, IconCalendarClock, IconRepeat } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { FailureNote, Note } from '@/ui/notes';
import type { RecordLine } from './entry-list';
import { RecalledLotsQuery } from './records.documents';
import { remindersOf, type Reminder } from './reminders';

/** What the owner should know about the own medicines; found on this device. */
export function ReminderNotes({ lines }: { lines: readonly RecordLine[] }) {
  const [{ data, error }, execute] = useQuery({ query: RecalledLotsQuery });
  const reminders = useMemo(
    () => remindersOf(lines, data?.recalledLots ?? [], Date.now()),
    [lines, data?.recalledLots],
  );
  return (
    <>
      {error && (
        <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
      )}
      {reminders.map((reminder) => (
        <ReminderNote key={`${reminder.kind} ${reminder.id}`} reminder={reminder} />
      ))}
    </>
  );
}

function ReminderNote({ reminder }: { reminder: Reminder }) {
  const t = useTranslations('record.reminders');
  switch (reminder.kind) {
    case 'recalled':
      return (
        <div role="alert">
          <Note tone="stop" icon={IconAlertTriangle}>
            {t('recalled', { title: reminder.title, lot: reminder.lotNumber, class: reminder.class })}
          </Note>
        </div>
      );
    case 'running-out':
      return (
        <Note tone="warn" icon={IconCalendarClock}>
          {reminder.days < 0
            ? t('ranOut', { title: reminder.title })
            : t('runningOut', { title: reminder.title, days: reminder.days })}
        </Note>
      );
    case 'repeats':
      return (
        <Note tone="info" icon={IconRepeat}>
          {t('repeats', { title: reminder.title, left: reminder.left })}
        </Note>
      );
  }
}
