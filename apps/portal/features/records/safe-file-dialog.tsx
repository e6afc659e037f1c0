'use client';

import { Button, Group, Modal, PasswordInput, Progress, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import type { Failure } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import classes from './patient.module.css';

/** Asks for the passphrase of a file that is saved, tried or brought, and shows how far that is. */
export function SafeFileDialog({
  purpose,
  busy,
  share,
  failure,
  onStop,
  onClose,
  onGiven,
}: {
  purpose: 'save' | 'try' | 'bring';
  busy: boolean;
  share: number | undefined;
  failure: Failure | undefined;
  onStop: () => void;
  onClose: () => void;
  onGiven: (passphrase: string) => void;
}) {
  const t = useTranslations('record.files');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Under way there is no button left, and Enter alone would do it all once more beside the first.
    if (busy) return;
    onGiven(String(new FormData(event.currentTarget).get('passphrase')));
  };
  return (
    <Modal opened onClose={onClose} title={t(`passphrase.${purpose}`)}>
      <form onSubmit={submit}>
        <Stack>
          <p>{t(`passphrase.${purpose}Text`)}</p>
          <PasswordInput
            name="passphrase"
            size="md"
            label={t('passphrase.label')}
            autoComplete="off"
            data-autofocus
            required
          />
          {failure && <FailureNote failure={failure} />}
          {share !== undefined ? (
            <Underway share={share} onStop={onStop} />
          ) : (
            <Group>
              <Button type="submit" size="md" loading={busy}>
                {t(`passphrase.${purpose}Now`)}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Modal>
  );
}

/** How far it is, and the way to give it up. */
export function Underway({ share, onStop }: { share: number; onStop: () => void }) {
  const t = useTranslations('record.files');
  const { number } = useTime();
  const percent = Math.floor(share * 100);
  return (
    <Stack gap="xs">
      <Progress value={Math.max(2, percent)} animated aria-label={t('underway')} />
      <p role="status" className={classes.lineText}>
        {t('done', { percent: number(percent) })}
      </p>
      <Group>
        <Button variant="default" size="md" onClick={onStop}>
          {t('giveUp')}
        </Button>
      </Group>
    </Stack>
  );
}
