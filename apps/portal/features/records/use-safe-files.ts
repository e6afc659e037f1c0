'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { checkPassphrase } from '@custodia/vault';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { saveFile } from '@/lib/save-file';
import { bringInto, CHECKED, readBrought } from './bring-back';
import type { Progress } from './document-upload';
import { NotABundle } from './fhir';
import { useRecord } from './open-record';
import { ConsentToExportMutation, type ExportForm } from './records.documents';
import { safeFileOf } from './take-along';
import { ApiFailure, vaultFailure } from './vault-failure';

/** How something ended that takes its time: it can be given up. */
export type Ended<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'given-up' } | { readonly kind: 'failed' };

/** The record in a file: saved, opened, taken in. */
export function useSafeFiles() {
  const t = useTranslations('record.files');
  const client = useClient();
  const { record, current, whileOpen } = useRecord();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  /** How far what takes its time is. */
  const [share, setShare] = useState<number>();
  const stopping = useRef<AbortController>(undefined);
  const stop = () => stopping.current?.abort();
  useEffect(() => () => stopping.current?.abort(), []);

  const attempt = async <T>(which: string, work: () => Promise<T>): Promise<Ended<T>> => {
    setBusy(which);
    setFailure(undefined);
    try {
      return { kind: 'done', value: await work() };
    } catch (error) {
      if (stopping.current?.signal.aborted) return { kind: 'given-up' };
      setFailure(() =>
        error instanceof NotABundle ? { code: 'NOT_A_BUNDLE', message: error.message } : vaultFailure(error),
      );
      return { kind: 'failed' };
    } finally {
      stopping.current = undefined;
      setShare(undefined);
      setBusy(undefined);
    }
  };
  /** The record stays open for as long. */
  const attemptLong = <T>(which: string, work: (progress: Progress) => Promise<T>) =>
    attempt(which, () => {
      const { signal } = (stopping.current = new AbortController());
      setShare(0);
      return whileOpen(work({ onProgress: setShare, signal }));
    });
  /** Somebody who finds an open record does not carry it away: the API asks anew who that is. */
  const consent = async (form: ExportForm): Promise<void> => {
    const outcome = await mutate(client, ConsentToExportMutation, { form });
    if (!outcome.ok) throw new ApiFailure(outcome.failure);
  };
  const save = (passphrase: string) =>
    attemptLong('save', async (progress) => {
      checkPassphrase(passphrase);
      await consent('SAFE_FILE');
      const taken = await safeFileOf(await current(), passphrase, progress);
      progress.signal.throwIfAborted();
      saveFile('record.age', taken.file);
      return taken;
    });
  const open = (file: File, passphrase: string) =>
    attemptLong('try', (progress) => readBrought(file, passphrase, progress));
  const bring = (file: File, passphrase: string) =>
    attemptLong('bring', async (progress) => {
      const checking = { ...progress, onProgress: (done: number) => progress.onProgress(CHECKED * done) };
      const brought = await readBrought(file, passphrase, checking);
      const nameOf = (author: string | undefined) =>
        author === undefined ? t('yourself', { file: file.name }) : t('carried', { author });
      await bringInto(client, record, { file, passphrase, brought }, nameOf, progress);
      return brought;
    });
  /** What the dialog of a file shows of it. */
  const dialog = { busy: busy !== undefined, share, failure, onStop: stop };
  /** Gives up what the dialog was for. */
  const leave = () => {
    stop();
    setFailure(undefined);
  };
  return { busy, failure, share, stop, setFailure, dialog, leave, attempt, consent, save, open, bring };
}
