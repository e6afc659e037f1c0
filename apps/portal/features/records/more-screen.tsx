'use client';

import { Button, FileButton, Modal, Stack, Switch, TextInput, Title } from '@mantine/core';
import { IconDownload, IconInfoCircle, IconUpload } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { LanguageLinks } from '@/features/parties/language-links';
import { SignOutMutation } from '@/features/parties/session.documents';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { askStepUp } from '@/lib/step-up';
import { FailureNote, Note } from '@/ui/notes';
import { NotABundle, collectionBundle, isResource, readBundle, type Resource } from './fhir';
import { useRecord } from './open-record';
import { applyLargeText, isLargeText } from './patient-frame';
import classes from './patient.module.css';
import { eraseNodes, ownEntries } from './record';
import { EraseRecordMutation } from './records.documents';
import { sealInto } from './seal';
import { vaultFailure } from './vault-failure';

/** Taking the record along, bringing one, how the screen looks, and the end of it. */
export function MoreScreen() {
  const t = useTranslations('record.more');
  const client = useClient();
  const { record, account, current, leave } = useRecord();
  const [large, setLarge] = useState(isLargeText);
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [said, setSaid] = useState<string>();
  const [erasing, setErasing] = useState(false);

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
  const take = () =>
    attempt('export', async () => {
      const { entries } = await ownEntries(await current());
      const resources = entries.flatMap(({ outcome }): Resource[] =>
        outcome.kind === 'read' && isResource(outcome.entry.body) ? [outcome.entry.body] : [],
      );
      save(JSON.stringify(collectionBundle(resources, new Date().toISOString()), null, 2));
      return t('exported', { count: resources.length });
    });
  const bring = (file: File | null) =>
    attempt('import', async () => {
      if (!file) return undefined;
      const { entries, skipped } = readBundle(await file.text());
      const writer = { name: t('yourself', { file: file.name }), party: 0, sign: record.keys.sign };
      if (entries.length > 0) await sealInto(record.keys.pseudonym, entries, writer);
      const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
      return t('imported', { count: entries.length, left });
    });
  const signOut = async () => {
    await client.mutation(SignOutMutation, {}).toPromise();
    leave();
  };
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <section className={classes.card}>
        <Title order={2}>{t('screen')}</Title>
        <LanguageLinks />
        <Switch
          size="md"
          label={t('large')}
          checked={large}
          onChange={({ currentTarget }) => {
            setLarge(currentTarget.checked);
            applyLargeText(currentTarget.checked);
          }}
        />
      </section>
      <section className={classes.card}>
        <Title order={2}>{t('ways')}</Title>
        <p className={classes.lineText}>{t('waysText')}</p>
        <Button component={Link} href="/patient/ways" size="md" variant="default">
          {t('waysOpen')}
        </Button>
      </section>
      <section className={classes.card}>
        <Title order={2}>{t('along')}</Title>
        <p className={classes.lineText}>{t('alongText')}</p>
        <Button
          size="md"
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={busy === 'export'}
          onClick={() => void take()}
        >
          {t('export')}
        </Button>
        <FileButton accept="application/json,.json" onChange={(file) => void bring(file)}>
          {(props) => (
            <Button
              {...props}
              size="md"
              variant="default"
              leftSection={<IconUpload size={18} aria-hidden />}
              loading={busy === 'import'}
            >
              {t('import')}
            </Button>
          )}
        </FileButton>
        {said && (
          <div role="status">
            <Note tone="ok" icon={IconInfoCircle}>
              {said}
            </Note>
          </div>
        )}
        {failure && <FailureNote failure={failure} />}
      </section>
      <section className={classes.card}>
        <Title order={2}>{t('account')}</Title>
        <p className={classes.lineText}>{account.email}</p>
        <Button size="md" variant="default" onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
        <Button size="md" variant="subtle" color="brick" onClick={() => setErasing(true)}>
          {t('erase')}
        </Button>
      </section>
      {erasing && <EraseDialog onClose={() => setErasing(false)} />}
    </>
  );
}

function EraseDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('record.more');
  const client = useClient();
  const { record, account, leave } = useRecord();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const erase = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      // Before anything is gone, the nodes' part above all, which asks for the open record alone.
      if (!(await askStepUp())) return setBusy(false);
      // The nodes first: once the account is gone, nobody could order it any more.
      await eraseNodes(record);
      const outcome = await mutate(client, EraseRecordMutation, {});
      if (outcome.ok) return leave();
      setFailure(outcome.failure);
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t('eraseTitle')}>
      <Stack>
        <p>{t('eraseText')}</p>
        <TextInput
          size="md"
          label={t('eraseConfirm', { email: account.email })}
          value={typed}
          autoComplete="off"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {failure && <FailureNote failure={failure} />}
        <Button
          size="md"
          color="brick"
          disabled={typed.trim() !== account.email}
          loading={busy}
          onClick={() => void erase()}
        >
          {t('eraseNow')}
        </Button>
      </Stack>
    </Modal>
  );
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/fhir+json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'record.json';
  link.click();
  URL.revokeObjectURL(url);
}
