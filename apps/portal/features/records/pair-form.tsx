'use client';

import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { PairRecordMutation, type RecordPairing } from './records.documents';

/** Takes the code that a patient shows at the desk. */
export function PairForm({ onPaired }: { onPaired: (pairing: RecordPairing) => void }) {
  const t = useTranslations('record.patients');
  const { run, busy, failure } = useRequest(PairRecordMutation);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const input = { code: String(fields.get('code')), ownNumber: String(fields.get('ownNumber')) };
    const outcome = await run({ input });
    if (!outcome.ok) return;
    form.reset();
    onPaired(outcome.data.pairRecord);
  };
  return (
    <Sheet title={t('pairTitle')} lead={t('pairLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Group align="end" gap="sm">
            <TextInput
              name="code"
              label={t('code')}
              required
              autoComplete="off"
              autoCapitalize="characters"
            />
            <TextInput name="ownNumber" label={t('ownNumber')} autoComplete="off" maxLength={40} />
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
