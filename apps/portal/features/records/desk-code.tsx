'use client';

import { Button, Title } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { QrCode } from '@/ui/qr-code';
import { deskTextOf } from './desk-text';
import classes from './patient.module.css';
import { NewRecordCodeMutation } from './records.documents';

/** The code that a patient shows at a desk: read by a scanner, or typed. */
export function DeskCode() {
  const t = useTranslations('record.desk');
  const time = useTime();
  const { run, busy, failure } = useRequest(NewRecordCodeMutation);
  const [shown, setShown] = useState<{ code: string; expiresAt: string }>();
  const show = async () => {
    const outcome = await run({});
    if (outcome.ok) setShown(outcome.data.newRecordCode as { code: string; expiresAt: string });
  };
  return (
    <section className={classes.card}>
      <Title order={2}>{t('title')}</Title>
      <p className={classes.lineText}>{t('lead')}</p>
      {shown && (
        <>
          <QrCode text={deskTextOf(shown.code)} label={t('qr')} />
          <output className={classes.deskCode} aria-label={t('code')}>
            {`${shown.code.slice(0, 4)} ${shown.code.slice(4)}`}
          </output>
          <p className={classes.lineText} role="status">
            {t('until', { time: time.clock(shown.expiresAt) })}
          </p>
        </>
      )}
      {failure && <FailureNote failure={failure} />}
      <Button
        size="md"
        variant={shown ? 'default' : 'filled'}
        leftSection={<IconQrcode size={18} aria-hidden />}
        loading={busy}
        onClick={() => void show()}
      >
        {shown ? t('new') : t('show')}
      </Button>
    </section>
  );
}
