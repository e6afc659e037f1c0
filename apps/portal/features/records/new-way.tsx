'use client';

import { Button, Checkbox, Modal, Stack, TextInput } from '@mantine/core';
import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { addUnlocker, newPassphrase, newRecoveryCode } from '@custodia/vault';
import { FailureNote } from '@/ui/notes';
import { CodeOnPaper } from './code-on-paper';
import { useRecord } from './open-record';
import { noteOpened, type CheckedKind } from './unlock-checks';
import { useAttempt } from './use-attempt';
import { useKeepKeybag } from './use-keybag';

/** One more passphrase or printed code: for whoever is no longer sure of the old one. */
export function NewWay({ kind, onClose }: { kind: CheckedKind; onClose: (said?: string) => void }) {
  const t = useTranslations('record.ways');
  const tn = useTranslations('record.new');
  const { record } = useRecord();
  const keep = useKeepKeybag();
  const { busy, failure, attempt } = useAttempt();
  const [passphrase, setPassphrase] = useState('');
  const [code] = useState(newRecoveryCode);
  const [kept, setKept] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt('new', async () => {
      const unlocker = kind === 'passphrase' ? ({ kind, passphrase } as const) : ({ kind, code } as const);
      await keep(await addUnlocker(record.keybag, unlocker));
      noteOpened(record.keys.pseudonym, kind);
      onClose(t('added', { kind: t(`kinds.${kind}`, { count: 1 }) }));
    });
  };
  return (
    <Modal opened onClose={() => onClose()} title={t(`add.${kind}`)}>
      <form onSubmit={submit}>
        <Stack>
          {kind === 'passphrase' ? (
            <>
              <TextInput
                label={tn('passphrase')}
                description={tn('passphraseHint')}
                value={passphrase}
                onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                data-autofocus
                required
                size="md"
              />
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={() => setPassphrase(newPassphrase())}
              >
                {tn('suggest')}
              </Button>
            </>
          ) : (
            <>
              <CodeOnPaper code={code} label={tn('code')} />
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} aria-hidden />}
                onClick={() => window.print()}
              >
                {tn('print')}
              </Button>
              <Checkbox
                size="md"
                label={tn('keptIt')}
                checked={kept}
                onChange={({ currentTarget }) => setKept(currentTarget.checked)}
              />
            </>
          )}
          {failure && <FailureNote failure={failure} />}
          <Button
            type="submit"
            size="md"
            loading={busy !== undefined}
            disabled={kind === 'recovery-code' && !kept}
          >
            {t('keep')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
