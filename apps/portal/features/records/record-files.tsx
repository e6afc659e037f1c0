'use client';

import { Button, FileButton, Title } from '@mantine/core';
import { IconDownload, IconFileText, IconInfoCircle, IconPrinter, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { saveFile } from '@/lib/save-file';
import { FailureNote, Note } from '@/ui/notes';
import { needsPassphrase } from './bring-back';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { PrintedSummary } from './printed-summary';
import { ownEntries, type OwnEntry } from './record';
import { SafeFileDialog, Underway } from './safe-file-dialog';
import { summaryFileOf } from './take-along';
import { useSafeFiles, type Ended } from './use-safe-files';

type Asked = { readonly for: 'save' } | { readonly for: 'bring'; readonly file: File };

/** Taking the record along, in a file or on paper, and bringing one. */
export function RecordFiles() {
  const t = useTranslations('record.files');
  const { current } = useRecord();
  const { busy, failure, share, stop, setFailure, dialog, leave, attempt, consent, save, bring } =
    useSafeFiles();
  const [said, setSaid] = useState<string>();
  const [asked, setAsked] = useState<Asked>();
  const forgetChosen = useRef<() => void>(null);
  const [printed, setPrinted] = useState<readonly OwnEntry[]>();

  /** Says how it ended. What failed is told where it was asked for. */
  const told = async <T,>(work: Promise<Ended<T>>, words: (value: T) => string | undefined) => {
    setSaid(undefined);
    const ended = await work;
    if (ended.kind === 'failed') return;
    setAsked(undefined);
    setSaid(ended.kind === 'done' ? words(ended.value) : t('givenUp'));
  };
  const saveSafe = (passphrase: string) =>
    told(save(passphrase), ({ count, files, without, unread }) =>
      t('savedSafe', { count, files, without, unread }),
    );
  const bringFile = (file: File, passphrase: string) =>
    told(bring(file, passphrase), ({ entries, left, forged, without }) => {
      const files = entries.reduce((sum, one) => sum + one.files.length, 0);
      return t('brought', { count: entries.length, files, left, forged, without });
    });
  const summaryOfNow = async () => {
    await consent('SUMMARY');
    const { entries } = await ownEntries(await current());
    const { text, count } = summaryFileOf(entries);
    saveFile('patient-summary.json', new Blob([text], { type: 'application/fhir+json' }));
    return count;
  };
  const saveSummary = () => told(attempt('summary', summaryOfNow), (count) => t('saved', { count }));
  const toPrint = async () => {
    await consent('PAPER');
    return (await ownEntries(await current())).entries;
  };
  const print = () =>
    told(attempt('print', toPrint), (entries) => {
      setPrinted(entries);
      return undefined;
    });
  const choose = async (chosen: File | null) => {
    if (!chosen) return;
    // The same file can be chosen again after it was given up.
    forgetChosen.current?.();
    if (await needsPassphrase(chosen)) setAsked({ for: 'bring', file: chosen });
    else await bringFile(chosen, '');
  };

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
      <FileButton resetRef={forgetChosen} onChange={(file) => void choose(file)}>
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
      {share !== undefined && !asked && <Underway share={share} onStop={stop} />}
      {failure && !asked && <FailureNote failure={failure} />}
      {asked && (
        <SafeFileDialog
          purpose={asked.for}
          {...dialog}
          onClose={() => {
            leave();
            setAsked(undefined);
          }}
          onGiven={(passphrase) =>
            void (asked.for === 'save' ? saveSafe(passphrase) : bringFile(asked.file, passphrase))
          }
        />
      )}
      {printed && <PrintedSummary entries={printed} onDone={() => setPrinted(undefined)} />}
    </section>
  );
}
