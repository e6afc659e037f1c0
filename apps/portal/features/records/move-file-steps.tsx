'use client';

import { Button, FileButton } from '@mantine/core';
import { IconDownload, IconFileCheck, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { FailureNote } from '@/ui/notes';
import { keepFiles } from './bring-back';
import { countOf, lostOf, type Move } from './move-record';
import { Problem, type StepProps } from './move-steps';
import { useRecord } from './open-record';
import { ownEntries } from './record';
import { SafeFileDialog } from './safe-file-dialog';
import { markOf } from './take-along';
import { useSafeFiles } from './use-safe-files';

/** Saves the whole record, and notes by what the file is known again. */
export function SaveStep({ onDone }: StepProps) {
  const t = useTranslations('record.move');
  const { save, dialog, leave } = useSafeFiles();
  const [isAsked, setAsked] = useState(false);
  const given = async (passphrase: string) => {
    const ended = await save(passphrase);
    if (ended.kind === 'failed') return;
    setAsked(false);
    if (ended.kind === 'given-up') return;
    const { file, ...taken } = ended.value;
    onDone({ saved: { ...taken, mark: await markOf(file) } });
  };
  return (
    <>
      <Button size="md" leftSection={<IconDownload size={18} aria-hidden />} onClick={() => setAsked(true)}>
        {t('save')}
      </Button>
      {isAsked && (
        <SafeFileDialog
          purpose="save"
          {...dialog}
          onClose={() => {
            leave();
            setAsked(false);
          }}
          onGiven={(passphrase) => void given(passphrase)}
        />
      )}
    </>
  );
}

interface Found {
  /** That the file brings. */
  readonly entries: number;
  /** Entries and files that do not come along. */
  readonly lost: number;
  readonly files: number;
}

/** Opens the file from where it was put, to its end, before anything is erased. */
export function TryStep({ move, onDone }: StepProps) {
  const t = useTranslations('record.move');
  const { open, ...files } = useSafeFiles();
  const [found, setFound] = useState<Found>();
  const check = async (file: File, passphrase: string): Promise<boolean> => {
    setFound(undefined);
    const ended = await open(file, passphrase);
    if (ended.kind !== 'done' || !move.saved) return ended.kind !== 'failed';
    const { entries: brought, ...rest } = ended.value;
    const { lost, files: missing } = lostOf(move.saved, rest);
    const entries = brought.length;
    if (lost + missing === 0) onDone({ entries });
    else setFound({ entries, lost, files: missing });
    return true;
  };
  return (
    <>
      <ChosenFile purpose="try" move={move} files={files} onGiven={check} />
      {found && (
        <>
          <Problem>{t('short', { ...found })}</Problem>
          <Button size="md" variant="default" onClick={() => onDone({ entries: found.entries })}>
            {t('without')}
          </Button>
        </>
      )}
    </>
  );
}

/** Takes the same file into the new record; what came already is not taken in twice. */
export function BringStep({ move, onDone }: StepProps) {
  const client = useClient();
  const { bring, ...files } = useSafeFiles();
  const { current } = useRecord();
  const take = async (file: File, passphrase: string): Promise<boolean> => {
    const counted = await files.attempt('count', async () => ownEntries(await current()));
    if (counted.kind !== 'done') return false;
    const { entries } = counted.value;
    const isThere = countOf(entries) >= (move.entries ?? 0);
    const ended = isThere
      ? await files.attempt('keep', () => keepFiles(client, entries))
      : await bring(file, passphrase);
    if (ended.kind === 'done') onDone();
    return ended.kind !== 'failed';
  };
  return <ChosenFile purpose="bring" move={move} files={files} onGiven={take} />;
}

/** Reads back what the nodes hold of the new record. */
export function CountStep({ move, onDone }: StepProps) {
  const t = useTranslations('record.move');
  const { attempt, busy, failure } = useSafeFiles();
  const { current } = useRecord();
  const [count, setCount] = useState<number>();
  const entries = move.entries ?? 0;
  const look = async () => {
    const ended = await attempt('count', async () => ownEntries(await current()));
    if (ended.kind !== 'done') return;
    const found = countOf(ended.value.entries);
    if (found >= entries) onDone();
    else setCount(found);
  };
  return (
    <>
      <Button size="md" loading={busy !== undefined} onClick={() => void look()}>
        {t('count')}
      </Button>
      {failure && <FailureNote failure={failure} />}
      {count !== undefined && <Problem>{t('fewer', { count, entries })}</Problem>}
    </>
  );
}

/** The file that was saved last, and the passphrase that opens it. */
function ChosenFile({
  purpose,
  move,
  files: { dialog, leave },
  onGiven,
}: {
  purpose: 'try' | 'bring';
  move: Move;
  files: Pick<ReturnType<typeof useSafeFiles>, 'dialog' | 'leave'>;
  /** Whether that was it: the dialog stays where it failed. */
  onGiven: (file: File, passphrase: string) => Promise<boolean>;
}) {
  const t = useTranslations('record.move');
  const [chosen, setChosen] = useState<File>();
  const forgetChosen = useRef<() => void>(null);
  const Symbol = purpose === 'try' ? IconFileCheck : IconUpload;
  const [isOther, setOther] = useState(false);
  const choose = async (file: File | null) => {
    // The same file can be chosen again after it was given up.
    forgetChosen.current?.();
    if (!file) return;
    const isSaved = (await markOf(file)) === move.saved?.mark;
    setOther(!isSaved);
    if (isSaved) setChosen(file);
  };
  const given = async (file: File, passphrase: string) => {
    if (await onGiven(file, passphrase)) setChosen(undefined);
  };
  return (
    <>
      <FileButton resetRef={forgetChosen} onChange={(file) => void choose(file)}>
        {(props) => (
          <Button {...props} size="md" leftSection={<Symbol size={18} aria-hidden />}>
            {t('choose')}
          </Button>
        )}
      </FileButton>
      {isOther && <Problem>{t('other')}</Problem>}
      {chosen && (
        <SafeFileDialog
          purpose={purpose}
          {...dialog}
          onClose={() => {
            leave();
            setChosen(undefined);
          }}
          onGiven={(passphrase) => void given(chosen, passphrase)}
        />
      )}
    </>
  );
}
