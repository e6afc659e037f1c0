'use client';

import { VaultError } from '@custodia/vault';
import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import {
  PRESCRIBER_REASONS,
  TEST_REASONS,
  answeredOf,
  type OverrideReason,
  type TestReason,
} from '@/features/warnings/answers';
import { sameTestFor } from '@/features/warnings/same-test';
import { useInteractions } from '@/features/warnings/use-interactions';
import { WarningNotes } from '@/features/warnings/warning-notes';
import { warningsFor, type TestWarning, type Warning } from '@/features/warnings/warnings';
import { CountWarningsMutation } from '@/features/warnings/warnings.documents';
import { dayIn } from '@/lib/day';
import type { Failure } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { AskForPart } from './ask-for-part';
import { authorAtWork } from './author';
import type { RecordLine } from './entry-list';
import { DocumentFields } from './document-fields';
import { DocumentSending } from './document-sending';
import { sealDocument, type ChosenFile } from './document-upload';
import { FILE_TYPES, substancesOf } from './fhir';
import { NO_TEST, isTestWhole, TestFields, type TestNamed } from './test-fields';
import { partOfTest } from './lab-codes';
import { attachmentOf, typeOf } from './named-files';
import type { RecordPairing } from './records.documents';
import { sealInto } from './seal';
import { useDocumentUpload } from './use-document-upload';
import { vaultFailure } from './vault-failure';
import { DOCUMENT_PARTS, KINDS, MOST_INSIDE_BYTES, written, type Kind } from './written';

const NO_ANSWERS = new Map<string, never>();

/** What is on the screen of a record. */
export interface OpenedRecord {
  readonly lines: readonly RecordLine[];
  readonly parts: readonly string[];
}

/** Writes into a patient's record: sealed here, signed by this device, readable to the patient alone. */
export function WriteSheet({
  pairing,
  opened,
}: {
  pairing: RecordPairing;
  /** To warn by. */
  opened: OpenedRecord | undefined;
}) {
  const t = useTranslations('record');
  const client = useClient();
  const { session, can } = useSession();
  const [kind, setKind] = useState<Kind>('problem');
  const [text, setText] = useState('');
  const [test, setTest] = useState<TestNamed>(NO_TEST);
  const [part, setPart] = useState<string | null>(DOCUMENT_PARTS[0]);
  const [files, setFiles] = useState<readonly File[]>([]);
  const { sending, send, goOn, giveUp } = useDocumentUpload();
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [done, setDone] = useState<string>();
  const interactions = useInteractions();
  const { list } = interactions;
  const counting = useAction(CountWarningsMutation);
  const lines = opened?.lines;
  const isTest = kind === 'test' || kind === 'result';
  const warnings = useMemo((): readonly (Warning | TestWarning)[] => {
    if (!lines) return [];
    if (kind === 'medicine')
      return warningsFor(
        [{ name: text, substances: substancesOf(text) }],
        lines,
        list?.pairs ?? [],
        Date.now(),
      );
    const same = isTest ? sameTestFor({ name: text, code: test.code }, lines, Date.now()) : [];
    // A result answers what was asked for.
    return same.filter(({ isAsked }) => kind === 'test' || !isAsked);
  }, [kind, isTest, lines, list, text, test.code]);
  // What was done is told of: nobody has to say why.
  const isReasonAsked = warnings.length > 0 && kind !== 'result';
  // A count that is lost holds nobody up.
  const count = (counted: readonly (Warning | TestWarning)[], heeded: boolean) =>
    void counting.run({ answers: counted.map((warning) => answeredOf(warning, NO_ANSWERS, heeded)) });
  const finish = () => {
    if (isReasonAsked) count(warnings, false);
    setDone(text);
    setText('');
    setTest(NO_TEST);
    setFiles([]);
    setReason(null);
    form.current?.reset();
  };

  const reasons =
    kind === 'test'
      ? TEST_REASONS.map((value) => ({ value, label: t(`warnings.testReasons.${value}`) }))
      : PRESCRIBER_REASONS.map((value) => ({ value, label: t(`warnings.reasons.${value}`) }));
  const overridden = (chosen: string) =>
    kind === 'test'
      ? t('warnings.overriddenTest', { reason: t(`warnings.testReasons.${chosen as TestReason}`) })
      : t('warnings.overridden', { reason: t(`warnings.reasons.${chosen as OverrideReason}`) });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    setDone(undefined);
    try {
      const writing = {
        id: crypto.randomUUID(),
        kind,
        text,
        on: String(fields.get('on')),
        dosage: String(fields.get('dosage') ?? ''),
        repeats: Number(fields.get('repeats') ?? 0),
        part: part ?? '',
        ...test,
        overridden: isReasonAsked && reason ? overridden(reason) : undefined,
      };
      const author = await authorAtWork(client, session);
      const chosen = kind === 'document' ? await Promise.all(files.map(readFile)) : [];
      if (chosen.length === 0 || fitsInside(chosen)) {
        const attachments = chosen.map(({ type, bytes }) => ({ contentType: type, data: base64Of(bytes) }));
        await sealInto(pairing.pseudonym, [written({ ...writing, attachments })], author);
        finish();
      } else {
        const { category } = written({ ...writing, attachments: [] });
        const upload = await sealDocument(
          pairing,
          category,
          chosen,
          (named) => written({ ...writing, attachments: named.map(attachmentOf) }).resource,
        );
        if (await send(upload, author)) finish();
      }
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(false);
  };
  const kinds = KINDS.filter((one) => one !== 'medicine' || can('prescription.issue'));
  return (
    <Sheet title={t('write.title')} lead={t('write.lead')}>
      {sending && (
        <DocumentSending
          sending={sending}
          onGoOn={() => void goOn().then((arrived) => arrived && finish())}
          onGiveUp={() => void giveUp()}
        />
      )}
      <form ref={form} hidden={sending !== undefined} onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Select
            label={t('write.kind')}
            allowDeselect={false}
            data={kinds.map((value) => ({ value, label: t(`write.kinds.${value}`) }))}
            value={kind}
            onChange={(value) => {
              setKind((value ?? 'problem') as Kind);
              setReason(null);
              setDone(undefined);
            }}
          />
          {isTest ? (
            <TestFields
              text={text}
              onText={setText}
              test={test}
              onTest={setTest}
              withResult={kind === 'result'}
            />
          ) : (
            <TextInput
              label={t(`write.texts.${kind}`)}
              value={text}
              maxLength={200}
              autoComplete="off"
              required
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
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
            <DocumentFields part={part} onPart={setPart} files={files} onFiles={setFiles} />
          )}
          <TextInput
            name="on"
            type="date"
            label={t('write.on')}
            defaultValue={dayIn(0)}
            max={dayIn(0)}
            required
          />
          {kind === 'medicine' && <WarningNotes warnings={warnings} interactions={interactions} />}
          {isTest && <WarningNotes warnings={warnings} />}
          {isReasonAsked && (
            <Select
              label={t('warnings.reason')}
              data={reasons}
              value={reason}
              onChange={setReason}
              required
            />
          )}
          {isReasonAsked && (
            <Group>
              <Button
                variant="default"
                onClick={() => {
                  count(warnings, true);
                  setText('');
                  setTest(NO_TEST);
                  setReason(null);
                }}
              >
                {t('warnings.leaveOut')}
              </Button>
            </Group>
          )}
          {kind === 'medicine' && (
            <Note tone="info" icon={IconLock}>
              {t(lines ? 'patients.incomplete' : 'warnings.unopened')}
            </Note>
          )}
          {kind === 'test' && (
            <AskForPart
              pairing={pairing}
              part={partOfTest(test.code)}
              isOpen={opened?.parts.includes(partOfTest(test.code)) ?? false}
            />
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
              disabled={
                text.trim() === '' ||
                (kind === 'document' && files.length === 0) ||
                (isTest && !isTestWhole(test, kind === 'result')) ||
                (isReasonAsked && !reason)
              }
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

async function readFile(file: File): Promise<ChosenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = typeOf(bytes);
  // It was looked at when it was chosen: now it is another.
  if (!type) throw new VaultError('FILE_DAMAGED', `${file.name} has changed since it was chosen.`);
  return { name: file.name, type, bytes };
}

/** One small file of a kind that every reader shows. */
function fitsInside(files: readonly ChosenFile[]): boolean {
  const [file] = files;
  return files.length === 1 && file!.bytes.length <= MOST_INSIDE_BYTES && FILE_TYPES.includes(file!.type);
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
