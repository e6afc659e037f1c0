'use client';

import { Button, Loader, Stack, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconCamera, IconCircleCheck, IconHelp, IconHandStop } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import { scanTextOf } from '@/features/scanning/typed-text';
import { failureOf, type Failure } from '@/lib/failure';
import { FailureNote, Note, type NoteTone } from '@/ui/notes';
import { CheckPackQuery, type PackCheck } from './pack-check.documents';
import classes from './patient.module.css';

/** The reader is a megabyte: it is fetched when the camera is wanted first. */
const CameraPanel = dynamic(
  () => import('@/features/scanning/camera/camera-panel').then((module) => module.CameraPanel),
  { ssr: false, loading: () => <Loader size="sm" /> },
);

const TONES: Readonly<Record<PackCheck['answer'], NoteTone>> = {
  NO_PACK_CODE: 'info',
  UNKNOWN: 'warn',
  RECALLED: 'stop',
  OFF_MARKET: 'stop',
  STOPPED: 'stop',
  EXPIRED: 'stop',
  HANDED_OUT: 'ok',
  NOT_HANDED_OUT: 'warn',
};
const ICONS = { ok: IconCircleCheck, info: IconHelp, warn: IconAlertTriangle, stop: IconHandStop } as const;

/** What the pack in the owner's hand is, in plain words. The question is kept nowhere, neither here nor there. */
export function PackCheckScreen() {
  const t = useTranslations('record.packCheck');
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<PackCheck>();
  const [failure, setFailure] = useState<Failure>();

  const check = async (code: string) => {
    setBusy(true);
    setFailure(undefined);
    setFound(undefined);
    const { data, error } = await client
      .query(CheckPackQuery, { code }, { requestPolicy: 'network-only' })
      .toPromise();
    if (data) setFound(data.checkPack);
    else if (error) setFailure(failureOf(error));
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void check(scanTextOf(String(new FormData(event.currentTarget).get('code'))));
  };
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <p className={classes.lineText}>{t('lead')}</p>
      {open ? (
        <CameraPanel
          onFound={(text) => {
            setOpen(false);
            void check(text);
          }}
          onClose={() => setOpen(false)}
        />
      ) : (
        <Button
          size="lg"
          leftSection={<IconCamera size={20} stroke={1.7} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t('open')}
        </Button>
      )}
      <div role="status">
        {busy && <Loader size="sm" aria-label={t('busy')} />}
        {found && (
          <Note tone={TONES[found.answer]} icon={ICONS[TONES[found.answer]]}>
            {found.productName && <strong>{found.productName}: </strong>}
            {t(`answers.${found.answer}`)}
          </Note>
        )}
      </div>
      {failure && <FailureNote failure={failure} />}
      <form onSubmit={submit} className={classes.card}>
        <Stack gap="sm">
          <TextInput
            name="code"
            size="md"
            label={t('code')}
            description={t('codeHint')}
            maxLength={4096}
            autoComplete="off"
            required
          />
          <Button type="submit" size="md" variant="default" loading={busy}>
            {t('check')}
          </Button>
        </Stack>
      </form>
      <p className={classes.small}>{t('limit')}</p>
    </>
  );
}
