'use client';

import { Button } from '@mantine/core';
import { IconMessageQuestion, IconUserCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AskIncidentsDialog } from '@/features/cases/ask-incidents-dialog';
import { useSession } from '@/features/parties/session-provider';
import { useAction } from '@/lib/use-action';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote } from '@/ui/notes';
import { TakeIncidentsMutation, type IncidentRow } from './alerts.documents';
import { CloseIncidentsDialog } from './close-incidents-dialog';
import classes from './triage-bar.module.css';

/** What can be done to the chosen incidents together. The number of them is read aloud as it changes. */
export function TriageBar({
  chosen,
  onLeaveOut,
  onClear,
  onTaken,
  onClosed,
}: {
  chosen: readonly IncidentRow[];
  onLeaveOut: (ids: readonly string[]) => void;
  onClear: () => void;
  /** Taken, or asked about. */
  onTaken: () => void;
  onClosed: (ids: readonly string[]) => void;
}) {
  const cases = useTranslations('cases');
  const { can } = useSession();
  const t = useTranslations('incidents');
  const take = useAction(TakeIncidentsMutation);
  const [dialog, setDialog] = useState<'ask' | 'close'>();
  const some = chosen.length > 0;
  const free = some && dialog === undefined;
  const asks = can('case.handle');
  const takeAll = async () => {
    const outcome = await take.run({ incidentIds: chosen.map(({ id }) => id) });
    if (outcome.ok) onTaken();
  };
  useKey('Esc', t('choice.none'), free ? onClear : undefined);
  useKey('A', t('take'), free ? () => void takeAll() : undefined);
  useKey('W', cases('ask'), free && asks ? () => setDialog('ask') : undefined);
  useKey('C', t('closeIt'), free ? () => setDialog('close') : undefined);
  return (
    <div className={classes.bar} data-shown={some || undefined}>
      <p role="status" className={classes.count}>
        {some && t('choice.count', { count: chosen.length })}
      </p>
      {some && (
        <div className={classes.actions}>
          <Button
            size="compact-md"
            variant="default"
            loading={take.busy}
            leftSection={<IconUserCheck size={16} aria-hidden />}
            rightSection={<KeyCap>A</KeyCap>}
            onClick={() => void takeAll()}
          >
            {t('take')}
          </Button>
          {asks && (
            <Button
              size="compact-md"
              variant="default"
              leftSection={<IconMessageQuestion size={16} aria-hidden />}
              rightSection={<KeyCap>W</KeyCap>}
              onClick={() => setDialog('ask')}
            >
              {cases('ask')}
            </Button>
          )}
          <Button size="compact-md" rightSection={<KeyCap>C</KeyCap>} onClick={() => setDialog('close')}>
            {t('closeIt')}
          </Button>
          <Button
            size="compact-md"
            variant="subtle"
            leftSection={<IconX size={16} aria-hidden />}
            rightSection={<KeyCap>Esc</KeyCap>}
            onClick={onClear}
          >
            {t('choice.none')}
          </Button>
        </div>
      )}
      {take.failure && <FailureNote failure={take.failure} />}
      {dialog === 'ask' && some && (
        <AskIncidentsDialog
          incidents={chosen}
          onClose={() => setDialog(undefined)}
          onDone={() => {
            setDialog(undefined);
            onTaken();
          }}
        />
      )}
      {dialog === 'close' && some && (
        <CloseIncidentsDialog
          incidents={chosen}
          onClose={() => setDialog(undefined)}
          onLeaveOut={onLeaveOut}
          onDone={() => {
            setDialog(undefined);
            onClosed(chosen.map(({ id }) => id));
          }}
        />
      )}
    </div>
  );
}
