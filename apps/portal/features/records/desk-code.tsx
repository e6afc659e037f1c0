'use client';

import { Button, Switch, Title } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { QrCode } from '@/ui/qr-code';
import { toBase64Url } from './bytes';
import { addsTagKey, chooseTagKey } from './desk-choice';
import { deskTextOf } from './desk-text';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { NewRecordCodeMutation } from './records.documents';

/** The code that a patient shows at a desk: read by a scanner, or typed. */
export function DeskCode() {
  const t = useTranslations('record.desk');
  const time = useTime();
  const { pseudonym, tagKey } = useRecord().record.keys;
  const [isTagged, setTagged] = useState(() => addsTagKey(pseudonym));
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
          <QrCode text={deskTextOf(shown.code, isTagged ? toBase64Url(tagKey) : undefined)} label={t('qr')} />
          <output className={classes.deskCode} aria-label={t('code')}>
            {`${shown.code.slice(0, 4)} ${shown.code.slice(4)}`}
          </output>
          <p className={classes.lineText} role="status">
            {t('until', { time: time.clock(shown.expiresAt) })}
          </p>
        </>
      )}
      <Switch
        size="md"
        label={t('tags')}
        description={t('tagsMean')}
        checked={isTagged}
        onChange={({ currentTarget: { checked } }) => {
          chooseTagKey(pseudonym, checked);
          setTagged(checked);
        }}
      />
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
