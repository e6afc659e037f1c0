'use client';

import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { useScans } from '@/features/scanning/scanner-provider';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { deskScanIn } from './desk-text';
import { PairRecordMutation, type RecordPairing } from './records.documents';

/** Takes the code that a patient shows at the desk. */
export function PairForm({
  onPaired,
}: {
  /** Told the key of tags, too, where the scanned code had it. */
  onPaired: (pairing: RecordPairing, tagKey?: string) => void;
}) {
  const t = useTranslations('record.patients');
  const { run, busy, failure } = useRequest(PairRecordMutation);
  const [code, setCode] = useState('');
  const tagKey = useRef<string>(undefined);
  const ownNumber = useRef<HTMLInputElement>(null);
  // The own number is asked for once the code is there; Enter takes both.
  useScans({
    isPart: true,
    takes: ['patient'],
    onScan: ({ text }) => {
      const scanned = deskScanIn(text);
      setCode(scanned?.code ?? '');
      tagKey.current = scanned?.tagKey;
      ownNumber.current?.focus();
    },
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    // Of this code: another one may be scanned before the answer comes.
    const ofCode = tagKey.current;
    const input = { code, ownNumber: String(new FormData(form).get('ownNumber')) };
    const outcome = await run({ input });
    if (!outcome.ok) return;
    form.reset();
    setCode('');
    onPaired(outcome.data.pairRecord, ofCode);
    tagKey.current = undefined;
  };
  return (
    <Sheet title={t('pairTitle')} lead={t('pairLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Group align="end" gap="sm">
            <TextInput
              value={code}
              onChange={({ currentTarget }) => {
                setCode(currentTarget.value);
                // A code that is typed is another one.
                tagKey.current = undefined;
              }}
              label={t('code')}
              required
              autoComplete="off"
              autoCapitalize="characters"
            />
            <TextInput
              ref={ownNumber}
              name="ownNumber"
              label={t('ownNumber')}
              autoComplete="off"
              maxLength={40}
            />
            <Button type="submit" loading={busy} leftSection={<IconQrcode size={16} aria-hidden />}>
              {t('pair')}
            </Button>
          </Group>
          {failure && <FailureNote failure={failure} />}
        </Stack>
      </form>
    </Sheet>
  );
}
