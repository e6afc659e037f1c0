'use client';

import { Button, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { FailureNote } from '@/ui/notes';
import { useRecord } from './open-record';
import { tryUnlocker } from './record';
import { noteOpened, type CheckedKind } from './unlock-checks';
import { useAttempt } from './use-attempt';

/** Shows that a way still opens the record, while another one is at hand. */
export function TryWay({ kind, onClose }: { kind: CheckedKind; onClose: (said?: string) => void }) {
  const t = useTranslations('record.ways');
  const { record } = useRecord();
  const { busy, failure, attempt } = useAttempt();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const secret = String(new FormData(event.currentTarget).get('secret'));
    void attempt('try', async () => {
      const unlocker =
        kind === 'passphrase' ? ({ kind, passphrase: secret } as const) : ({ kind, code: secret } as const);
      await tryUnlocker(record.keybag, unlocker);
      noteOpened(record.keys.pseudonym, kind);
      onClose(t('tried', { kind: t(`kinds.${kind}`, { count: 1 }) }));
    });
  };
  const Field = kind === 'passphrase' ? PasswordInput : TextInput;
  return (
    <Modal opened onClose={() => onClose()} title={t('tryTitle')}>
      <form onSubmit={submit}>
        <Stack>
          <Field
            name="secret"
            label={t(`kinds.${kind}`, { count: 1 })}
            autoComplete="off"
            data-autofocus
            required
            size="md"
          />
          {failure && <FailureNote failure={failure} />}
          <Button type="submit" size="md" loading={busy !== undefined}>
            {t('try')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
