'use client';

import { Button, Title } from '@mantine/core';
import { IconFingerprint, IconKey, IconPrinter, IconUsers, type Icon } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { addUnlocker, type UnlockerKind } from '@custodia/vault';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { ContactCards } from './contact-cards';
import { useRecord } from './open-record';
import { hasPasskeyUnlock, makePasskeyUnlocker } from './passkey-unlocker';
import classes from './patient.module.css';
import { waysOf } from './record';
import { TryWay } from './try-way';
import { CHECKED, dueChecks, lastOpened, noteOpened, type CheckedKind } from './unlock-checks';
import { useAttempt } from './use-attempt';
import { useKeepKeybag } from './use-keybag';
import { NewWay } from './new-way';

const SYMBOL: Readonly<Record<UnlockerKind, Icon>> = {
  passphrase: IconKey,
  'recovery-code': IconPrinter,
  passkey: IconFingerprint,
  contacts: IconUsers,
};

type Dialog = { readonly open: 'try' | 'new'; readonly kind: CheckedKind } | { readonly open: 'contacts' };

/** What opens the record: what there is, whether it still opens, and more of it. */
export function WaysScreen() {
  const t = useTranslations('record.ways');
  const time = useTime();
  const { record, account } = useRecord();
  const keep = useKeepKeybag();
  const { busy, failure, attempt } = useAttempt();
  const [canPasskey, setCanPasskey] = useState(false);
  const [dialog, setDialog] = useState<Dialog>();
  const [said, setSaid] = useState<string>();
  useEffect(() => void hasPasskeyUnlock().then(setCanPasskey), []);

  const { pseudonym } = record.keys;
  const { kinds, passkeys } = waysOf(record.keybag.bag);
  const opened = lastOpened(pseudonym);
  const due = dueChecks(kinds, opened, Date.now());
  const addPasskey = () =>
    attempt('passkey', async () => {
      const unlocker = await makePasskeyUnlocker(account.email, passkeys);
      await keep(await addUnlocker(record.keybag, unlocker));
      noteOpened(pseudonym, 'passkey');
      setSaid(t('passkeyAdded'));
    });
  const close = (done?: string) => {
    setDialog(undefined);
    setSaid(done);
  };
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <p className={classes.lead}>{t('lead')}</p>
      <ul className={`${classes.lines} ${classes.ways}`}>
        {kinds.map((kind) => {
          const Symbol = SYMBOL[kind];
          const at = opened.at[kind];
          const checked = CHECKED.find((one) => one === kind);
          return (
            <li key={kind}>
              <Symbol size={22} stroke={1.6} aria-hidden />
              <div className={classes.lineBody}>
                <p className={classes.lineTitle}>
                  {t(`kinds.${kind}`, { count: kind === 'passkey' ? passkeys.length : 1 })}
                </p>
                <p className={classes.lineText}>
                  {at ? t('opened', { time: time.day(new Date(at).toISOString()) }) : t(`about.${kind}`)}
                </p>
              </div>
              {checked && (
                <Button
                  variant={due.includes(checked) ? 'filled' : 'default'}
                  size="compact-md"
                  aria-label={t('tryKind', { kind: t(`kinds.${kind}`, { count: 1 }) })}
                  onClick={() => setDialog({ open: 'try', kind: checked })}
                >
                  {t('try')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {said && (
        <div role="status">
          <Note tone="ok" icon={IconKey}>
            {said}
          </Note>
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
      <section className={classes.card}>
        <Title order={2}>{t('more')}</Title>
        {canPasskey && (
          <Button
            size="md"
            variant="default"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={busy === 'passkey'}
            onClick={() => void addPasskey()}
          >
            {t('addPasskey')}
          </Button>
        )}
        {CHECKED.map((kind) => {
          const Symbol = SYMBOL[kind];
          return (
            <Button
              key={kind}
              size="md"
              variant="default"
              leftSection={<Symbol size={18} aria-hidden />}
              onClick={() => setDialog({ open: 'new', kind })}
            >
              {t(`add.${kind}`)}
            </Button>
          );
        })}
        <Button
          size="md"
          variant="default"
          leftSection={<IconUsers size={18} aria-hidden />}
          onClick={() => setDialog({ open: 'contacts' })}
        >
          {kinds.includes('contacts') ? t('contactsAgain') : t('contacts')}
        </Button>
      </section>
      <section className={classes.card}>
        <Title order={2}>{t('away')}</Title>
        <p className={classes.lineText}>{t('stays')}</p>
        <Button component={Link} href="/patient/move" size="md" variant="default">
          {t('takeAway')}
        </Button>
      </section>
      {dialog?.open === 'try' && <TryWay kind={dialog.kind} onClose={close} />}
      {dialog?.open === 'new' && <NewWay kind={dialog.kind} onClose={close} />}
      {dialog?.open === 'contacts' && <ContactCards onClose={close} />}
    </>
  );
}
