'use client';

import { Button, FileInput, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import type { Failure } from '@/lib/failure';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { authorAtWork } from './author';
import type { RecordLine } from './entry-list';
import { FILE_TYPES, substancesOf } from './fhir';
import { ONC_PAIRS } from './onc-pairs';
import type { RecordPairing } from './records.documents';
import { sealInto } from './seal';
import { vaultFailure } from './vault-failure';
import { WarningNotes } from './warning-notes';
import { OVERRIDE_REASONS, warningsFor } from './warnings';
import { DOCUMENT_PARTS, KINDS, MOST_FILE_BYTES, written, type Kind } from './written';

/** Writes into a patient's record: sealed here, signed by this device, readable to the patient alone. */
export function WriteSheet({
  pairing,
  lines,
}: {
  pairing: RecordPairing;
  /** What is opened of the record, to warn by. */
  lines: readonly RecordLine[] | undefined;
}) {
  const t = useTranslations('record');
  const client = useClient();
  const { session, can } = useSession();
  const [kind, setKind] = useState<Kind>('problem');
  const [text, setText] = useState('');
  const [part, setPart] = useState<string | null>(DOCUMENT_PARTS[0]);
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [done, setDone] = useState<string>();
  const warnings = useMemo(
    () =>
      kind === 'medicine' && lines
        ? warningsFor([{ name: text, substances: substancesOf(text) }], lines, ONC_PAIRS, Date.now())
        : [],
    [kind, lines, text],
  );
  const tooLarge = file !== null && file.size > MOST_FILE_BYTES;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setBusy(true);
    setFailure(undefined);
    setDone(undefined);
    try {
      const entry = written({
        id: crypto.randomUUID(),
        kind,
        text,
        on: String(fields.get('on')),
        dosage: String(fields.get('dosage') ?? ''),
        repeats: Number(fields.get('repeats') ?? 0),
        part: part ?? '',
        file: file ? { contentType: file.type, data: await base64Of(file) } : undefined,
        overridden:
          warnings.length > 0 && reason
            ? t('warnings.overridden', { reason: t(`warnings.reasons.${reason as 'other'}`) })
            : undefined,
      });
      await sealInto(pairing.pseudonym, [entry], await authorAtWork(client, session));
      setDone(text);
      setText('');
      setFile(null);
      setReason(null);
      form.reset();
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(false);
  };
  const kinds = KINDS.filter((one) => one !== 'medicine' || can('prescription.issue'));
  return (
    <Sheet title={t('write.title')} lead={t('write.lead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Select
            label={t('write.kind')}
            allowDeselect={false}
            data={kinds.map((value) => ({ value, label: t(`write.kinds.${value}`) }))}
            value={kind}
            onChange={(value) => setKind((value ?? 'problem') as Kind)}
          />
          <TextInput
            label={t(`write.texts.${kind}`)}
            value={text}
            maxLength={200}
            autoComplete="off"
            required
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          {kind === 'medicine' && (
            <>
              <TextInput
                name="dosage"
                label={t('write.dosage')}
                autoComplete="off"
                maxLength={200}
                required
              />
              <NumberInput name="repeats" label={t('write.repeats')} min={0} max={12} defaultValue={0} />
            </>
          )}
          {kind === 'document' && (
            <>
              <Select
                label={t('write.part')}
                allowDeselect={false}
                data={DOCUMENT_PARTS.map((value) => ({ value, label: t(`categories.${value}`) }))}
                value={part}
                onChange={setPart}
              />
              <FileInput
                label={t('write.file')}
                description={t('write.fileHint')}
                accept={FILE_TYPES.join(',')}
                value={file}
                onChange={setFile}
                error={tooLarge && t('write.tooLarge')}
                required
                clearable
              />
            </>
          )}
          <TextInput
            name="on"
            type="date"
            label={t('write.on')}
            defaultValue={new Date().toISOString().slice(0, 10)}
            max={new Date().toISOString().slice(0, 10)}
            required
          />
          <WarningNotes warnings={warnings} />
          {warnings.length > 0 && (
            <Select
              label={t('warnings.reason')}
              data={OVERRIDE_REASONS.map((value) => ({ value, label: t(`warnings.reasons.${value}`) }))}
              value={reason}
              onChange={setReason}
              required
            />
          )}
          {kind === 'medicine' && (
            <Note tone="info" icon={IconLock}>
              {t(lines ? 'patients.incomplete' : 'warnings.unopened')}
            </Note>
          )}
          {failure && <FailureNote failure={failure} />}
          {done && (
            <div role="status">
              <Note tone="ok" icon={IconCircleCheck}>
                {t('write.done', { text: done })}
              </Note>
            </div>
          )}
          <Group>
            <Button
              type="submit"
              loading={busy}
              disabled={text.trim() === '' || tooLarge || (warnings.length > 0 && !reason)}
              leftSection={<IconLock size={16} aria-hidden />}
            >
              {t('write.seal')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Sheet>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
