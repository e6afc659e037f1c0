'use client';

import { Button, Switch, Title } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { LanguageLinks } from '@/features/parties/language-links';
import { SignOutMutation } from '@/features/parties/session.documents';
import { ChildRecord } from './child-record';
import { EmergencyChoice } from './emergency-choice';
import { EraseDialog } from './erase-dialog';
import { NewsChoice } from './news-choice';
import { useRecord } from './open-record';
import { useInstall } from './patient-app';
import { applyLargeText, isLargeText } from './patient-frame';
import classes from './patient.module.css';
import { endPushHere } from './push';
import { PushChoice } from './push-choice';
import { RecordFiles } from './record-files';
import { TellCarers } from './tell-carers';

/** Taking the record along, bringing one, how the screen looks, and the end of it. */
export function MoreScreen() {
  const t = useTranslations('record.more');
  const client = useClient();
  const { account, leave } = useRecord();
  const app = useTranslations('record.app');
  const install = useInstall();
  const [large, setLarge] = useState(isLargeText);
  const [erasing, setErasing] = useState(false);

  const signOut = async () => {
    await endPushHere(client);
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
        {install && (
          <Button size="md" variant="default" onClick={install}>
            {app('install')}
          </Button>
        )}
      </section>
      <section className={classes.card}>
        <Title order={2}>{t('ways')}</Title>
        <p className={classes.lineText}>{t('waysText')}</p>
        <Button component={Link} href="/patient/ways" size="md" variant="default">
          {t('waysOpen')}
        </Button>
      </section>
      <section className={classes.card}>
        <Title order={2}>{t('card')}</Title>
        <p className={classes.lineText}>{t('cardText')}</p>
        <Button component={Link} href="/patient/card" size="md" variant="default">
          {t('cardOpen')}
        </Button>
      </section>
      <section className={classes.card}>
        <Title order={2}>{t('caring')}</Title>
        <p className={classes.lineText}>{t('caringText')}</p>
        <Button component={Link} href="/patient/caring" size="md" variant="default">
          {t('caringOpen')}
        </Button>
      </section>
      <EmergencyChoice />
      <TellCarers />
      <PushChoice />
      <ChildRecord />
      <NewsChoice />
      <RecordFiles />
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
