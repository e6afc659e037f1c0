'use client';

import { Button, FileButton, Group, Modal, PasswordInput, Stack, Title } from '@mantine/core';
import { IconDownload, IconFileText, IconInfoCircle, IconPrinter, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import { checkPassphrase } from '@custodia/vault';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { saveFile } from '@/lib/save-file';
import { FailureNote, Note } from '@/ui/notes';
import { NotABundle } from './fhir';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { PrintedSummary } from './printed-summary';
import { ownEntries, type OwnEntry } from './record';
import { ConsentToExportMutation, type ExportForm } from './records.documents';
import { sealInto } from './seal';
import {
  MOST_BROUGHT,
  needsPassphrase,
  readBrought,
  safeFileOf,
  summaryFileOf,
  type Brought,
} from './take-along';
import { vaultFailure } from './vault-failure';

type Asked =
  { readonly for: 'save' } | { readonly for: 'bring'; readonly file: Uint8Array; readonly name: string };

/** Taking the record along, in a file or on paper, and bringing one. */
export function RecordFiles() {
  const t = useTranslations('record.files');
  const client = useClient();
  const { record, current } = useRecord();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [said, setSaid] = useState<string>();
  const [asked, setAsked] = useState<Asked>();
  const [printed, setPrinted] = useState<readonly OwnEntry[]>();

  const attempt = async (which: string, work: () => Promise<string | undefined>) => {
    setBusy(which);
    setFailure(undefined);
    setSaid(undefined);
    try {
      setSaid(await work());
    } catch (error) {
      setFailure(
        error instanceof NotABundle ? { code: 'NOT_A_BUNDLE', message: error.message } : vaultFailure(error),
      );
    }
    setBusy(undefined);
  };
  /** Somebody who finds an open record does not carry it away: the API asks anew who that is. */
  const consented = async (form: ExportForm): Promise<boolean> => {
    const outcome = await mutate(client, ConsentToExportMutation, { form });
    if (!outcome.ok) setFailure(outcome.failure);
    return outcome.ok;
  };
  const saveSafe = (passphrase: string) =>
    attempt('safe', async () => {
      checkPassphrase(passphrase);
      if (!(await consented('SAFE_FILE'))) return undefined;
      const { file, count } = await safeFileOf(await current(), passphrase);
      saveFile('record.age', new Blob([new Uint8Array(file)], { type: 'application/octet-stream' }));
      setAsked(undefined);
      return t('saved', { count });
    });
  const saveSummary = () =>
    attempt('summary', async () => {
      if (!(await consented('SUMMARY'))) return undefined;
      const { entries } = await ownEntries(await current());
      const { text, count } = summaryFileOf(entries);
      saveFile('patient-summary.json', new Blob([text], { type: 'application/fhir+json' }));
      return t('saved', { count });
    });
  const print = () =>
    attempt('print', async () => {
      if (!(await consented('PAPER'))) return undefined;
      setPrinted((await ownEntries(await current())).entries);
      return undefined;
    });
  const take = async ({ entries, left, forged }: Brought, name: string) => {
    const authors = new Set(entries.map(({ author }) => author));
    for (const author of authors) {
      const by = author === undefined ? t('yourself', { file: name }) : t('carried', { author });
      const theirs = entries.filter((one) => one.author === author);
      await sealInto(record.keys.pseudonym, theirs, { name: by, party: 0, sign: record.keys.sign });
    }
    setAsked(undefined);
    return t('brought', { count: entries.length, left, forged });
  };
  const choose = (chosen: File | null) =>
    attempt('bring', async () => {
      if (!chosen) return undefined;
      if (chosen.size > MOST_BROUGHT) throw new NotABundle('The file is too large.');
      const file = new Uint8Array(await chosen.arrayBuffer());
      if (!needsPassphrase(file)) return take(await readBrought(file, ''), chosen.name);
      setAsked({ for: 'bring', file, name: chosen.name });
      return undefined;
    });
  const open = ({ file, name }: Asked & { for: 'bring' }, passphrase: string) =>
    attempt('bring', async () => take(await readBrought(file, passphrase), name));

  return (
    <section className={classes.card}>
      <Title order={2}>{t('title')}</Title>
      <p className={classes.lineText}>{t('text')}</p>
      <Button
        size="md"
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        onClick={() => {
          setFailure(undefined);
          setAsked({ for: 'save' });
        }}
      >
        {t('safe')}
      </Button>
      <Button
        size="md"
        variant="default"
        leftSection={<IconFileText size={18} aria-hidden />}
        loading={busy === 'summary'}
        onClick={() => void saveSummary()}
      >
        {t('summary')}
      </Button>
      <Button
        size="md"
        variant="default"
        leftSection={<IconPrinter size={18} aria-hidden />}
        loading={busy === 'print'}
        onClick={() => void print()}
      >
        {t('print')}
      </Button>
      <FileButton onChange={(file) => void choose(file)}>
        {(props) => (
          <Button
            {...props}
            size="md"
            variant="default"
            leftSection={<IconUpload size={18} aria-hidden />}
            loading={busy === 'bring'}
          >
            {t('bring')}
          </Button>
        )}
      </FileButton>
      <p className={classes.small}>{t('clear')}</p>
      {said && (
        <div role="status">
          <Note tone="ok" icon={IconInfoCircle}>
            {said}
          </Note>
        </div>
      )}
      {failure && !asked && <FailureNote failure={failure} />}
      {asked && (
        <PassphraseDialog
          asked={asked}
          busy={busy !== undefined}
          failure={failure}
          onClose={() => {
            setFailure(undefined);
            setAsked(undefined);
          }}
          onGiven={(passphrase) =>
            void (asked.for === 'save' ? saveSafe(passphrase) : open(asked, passphrase))
          }
        />
      )}
      {printed && <PrintedSummary entries={printed} onDone={() => setPrinted(undefined)} />}
    </section>
  );
}

function PassphraseDialog({
  asked,
  busy,
  failure,
  onClose,
  onGiven,
}: {
  asked: Asked;
  busy: boolean;
  failure: Failure | undefined;
  onClose: () => void;
  onGiven: (passphrase: string) => void;
}) {
  const t = useTranslations('record.files');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onGiven(String(new FormData(event.currentTarget).get('passphrase')));
  };
  return (
    <Modal opened onClose={onClose} title={t(`passphrase.${asked.for}`)}>
      <form onSubmit={submit}>
        <Stack>
          <p>{t(`passphrase.${asked.for}Text`)}</p>
          <PasswordInput
            name="passphrase"
            size="md"
            label={t('passphrase.label')}
            autoComplete="off"
            data-autofocus
            required
          />
          {failure && <FailureNote failure={failure} />}
          <Group>
            <Button type="submit" size="md" loading={busy}>
              {t(`passphrase.${asked.for}Now`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
