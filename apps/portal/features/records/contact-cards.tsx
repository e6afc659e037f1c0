'use client';

import { Button, Checkbox, Modal, Stack } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { CONTACTS } from '@custodia/vault';
import { FailureNote } from '@/ui/notes';
import { CodeOnPaper } from './code-on-paper';
import { tellOfRecoveries } from './news';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { keepKit, nameContacts, newCards } from './recovery';
import { useAttempt } from './use-attempt';
import { useKeepKeybag } from './use-keybag';

/** Five cards for five people, three of whom can help to open the record once every other way is lost. */
export function ContactCards({ onClose }: { onClose: (said?: string) => void }) {
  const t = useTranslations('record.contacts');
  const { record, account } = useRecord();
  const client = useClient();
  const keep = useKeepKeybag();
  const { busy, failure, attempt } = useAttempt();
  const [cards] = useState(newCards);
  const [given, setGiven] = useState(false);
  const save = () =>
    attempt('keep', async () => {
      const { keybag, kit } = await nameContacts(record, cards);
      await keep(keybag);
      await keepKit(record, kit);
      await tellOfRecoveries(record, client);
      onClose(t('named'));
    });
  return (
    <Modal opened onClose={() => onClose()} title={t('title')} size="lg">
      <Stack>
        <p className={classes.lead}>{t('lead')}</p>
        <ol className={classes.cards}>
          {cards.map((code, n) => (
            <li key={code} className={classes.contactCard}>
              <p className={classes.lineTitle}>{t('card', { number: n + 1, of: CONTACTS })}</p>
              <p className={classes.lineText}>{t('cardText', { email: account.email })}</p>
              <CodeOnPaper code={code} label={t('card', { number: n + 1, of: CONTACTS })} />
            </li>
          ))}
        </ol>
        <Button
          variant="default"
          size="md"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('print')}
        </Button>
        <Checkbox
          size="md"
          label={t('printed')}
          checked={given}
          onChange={({ currentTarget }) => setGiven(currentTarget.checked)}
        />
        <p className={classes.lineText}>{t('replaces')}</p>
        <p className={classes.lineText}>{t('told')}</p>
        {failure && <FailureNote failure={failure} />}
        <Button size="md" disabled={!given} loading={busy !== undefined} onClick={() => void save()}>
          {t('save')}
        </Button>
      </Stack>
    </Modal>
  );
}
