'use client';

import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { askedInput, usualDay } from './asked-input';
import type { DeviceKeys } from './device-keys';
import { AskAccessMutation, type AccessRequest, type RecordPairing } from './records.documents';

const ASKABLE = ['medications', 'allergies', 'cardiology', 'laboratory', 'emergency-summary'] as const;

/** Asks a patient for parts of the record. */
export function AskSheet({
  pairing,
  keys,
  again,
  onAsked,
}: {
  pairing: RecordPairing;
  keys: DeviceKeys;
  /** What is asked for once more; the keyboard goes there. */
  again: Pick<AccessRequest, 'categories' | 'words'> | undefined;
  onAsked: () => void;
}) {
  const t = useTranslations('record');
  const { run, busy, failure } = useRequest(AskAccessMutation);
  const [parts, setParts] = useState<readonly string[]>(again?.categories ?? ['medications']);
  // What was asked for on another occasion may be none of the usual parts: nothing is asked for unseen.
  const offered = [...new Set<string>([...ASKABLE, ...(again?.categories ?? [])])];
  const words = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (again) words.current?.focus();
  }, [again]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const outcome = await run({
      input: askedInput(pairing, keys, {
        categories: parts,
        until: String(fields.get('until')),
        words: String(fields.get('words')),
      }),
    });
    if (outcome.ok) onAsked();
  };
  return (
    <Sheet title={t('patients.askTitle')} lead={t('patients.askLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Checkbox.Group label={t('patients.parts')} value={[...parts]} onChange={setParts}>
            <Stack gap="xs" mt="xs">
              {offered.map((one) => (
                <Checkbox key={one} value={one} label={t(`categories.${one}` as 'categories.medications')} />
              ))}
            </Stack>
          </Checkbox.Group>
          <TextInput
            name="until"
            type="date"
            label={t('patients.until')}
            defaultValue={usualDay()}
            required
          />
          <Textarea
            ref={words}
            name="words"
            label={t('patients.words')}
            defaultValue={again?.words ?? ''}
            maxLength={500}
            autosize
            minRows={2}
          />
          {failure && <FailureNote failure={failure} />}
          <Group>
            <Button type="submit" loading={busy} disabled={parts.length === 0}>
              {t('patients.ask')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Sheet>
  );
}
