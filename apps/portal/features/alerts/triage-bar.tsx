'use client';

import { Button } from '@mantine/core';
import { IconUserCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
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
  onTaken: () => void;
  onClosed: (ids: readonly string[]) => void;
}) {
  const t = useTranslations('incidents');
  const take = useAction(TakeIncidentsMutation);
  const [closing, setClosing] = useState(false);
  const some = chosen.length > 0;
  const takeAll = async () => {
    const outcome = await take.run({ incidentIds: chosen.map(({ id }) => id) });
    if (outcome.ok) onTaken();
  };
  useKey('Esc', t('choice.none'), some && !closing ? onClear : undefined);
  useKey('A', t('take'), some && !closing ? () => void takeAll() : undefined);
  useKey('C', t('closeIt'), some && !closing ? () => setClosing(true) : undefined);
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
          <Button size="compact-md" rightSection={<KeyCap>C</KeyCap>} onClick={() => setClosing(true)}>
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
      {closing && some && (
        <CloseIncidentsDialog
          incidents={chosen}
          onClose={() => setClosing(false)}
          onLeaveOut={onLeaveOut}
          onDone={() => {
            setClosing(false);
            onClosed(chosen.map(({ id }) => id));
          }}
        />
      )}
    </div>
  );
}
