'use client';

import { Button, Loader } from '@mantine/core';
import { IconCloudOff, IconHandStop } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { VerdictCard } from '@/features/verification/verdict-card';
import type { CardAction } from '@/features/verification/verdicts';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote, Note } from '@/ui/notes';
import classes from './counter-card.module.css';
import { useCounter } from './counter-provider';
import { QuarantineDialog } from './quarantine-dialog';
import { UndoPack } from './undo-pack';
import { WhyDialog } from './why-dialog';

/** The card of the last scan, and what follows from its keys. */
export function CounterCard({ onType }: { onType: () => void }) {
  const t = useTranslations('scan');
  const router = useRouter();
  const { card, mode, knocked, take, close } = useCounter();
  const [dialog, setDialog] = useState<'undo' | 'quarantine' | 'why'>();
  if (!card) return null;
  const { verdict, failure } = card;
  if (failure) return <NotChecked />;
  if (!verdict) {
    return (
      <div className={classes.waiting} role="status">
        <Loader size="sm" aria-hidden />
        {t('checking')}
      </div>
    );
  }

  const act = (action: CardAction) => {
    switch (action) {
      case 'dispense':
      case 'dispensePart':
        if (take()) router.push('/pharmacy/basket');
        return;
      case 'undo':
      case 'quarantine':
      case 'why':
        setDialog(action);
        return;
      case 'type':
        close();
        onType();
        return;
      case 'report':
        close();
        router.push('/pharmacy/issues');
        return;
      case 'receive':
        close();
        router.push('/pharmacy/receive');
        return;
      case 'dismiss':
      case 'outOfScope':
      case 'rescan':
        close();
    }
  };
  const settled = () => {
    setDialog(undefined);
    close();
  };
  return (
    <>
      <VerdictCard
        verdict={verdict}
        mode={mode}
        onAction={act}
        without={
          verdict.__typename === 'DispensedHere' && !(verdict.undoDaysLeft && verdict.dispensedAs)
            ? ['undo']
            : []
        }
      />
      {knocked > 0 && (verdict.light === 'RED' || verdict.light === 'AMBER') && (
        <div key={knocked} role="alert">
          <Note tone={verdict.light === 'RED' ? 'stop' : 'warn'} icon={IconHandStop}>
            {t('answerFirst')}
          </Note>
        </div>
      )}
      {dialog === 'undo' && verdict.__typename === 'DispensedHere' && verdict.dispensedAs && (
        <UndoPack
          dispensingId={verdict.dispensedAs}
          serial={verdict.scan?.serial ?? ''}
          onClose={() => setDialog(undefined)}
          onDone={settled}
        />
      )}
      {dialog === 'quarantine' && (
        <QuarantineDialog
          verdict={verdict}
          scan={card.scan}
          onClose={() => setDialog(undefined)}
          onDone={settled}
        />
      )}
      {dialog === 'why' && <WhyDialog onClose={() => setDialog(undefined)} onDone={settled} />}
    </>
  );
}

/** No answer came. Nothing is known about the pack, and the card says no more than that. */
function NotChecked() {
  const t = useTranslations('scan');
  const { card, verify, close } = useCounter();
  const again = () => {
    const scan = card?.scan;
    close();
    if (scan) void verify(scan);
  };
  useKey('Enter', t('again'), again);
  useKey('X', t('putAway'), close);
  return (
    <section className={classes.unchecked} role="alert">
      <IconCloudOff size={72} stroke={1.4} aria-hidden />
      <div>
        <h2>{t('notChecked')}</h2>
        <p>{t('notCheckedText')}</p>
        {card?.failure && <FailureNote failure={card.failure} />}
        <div className={classes.buttons}>
          <Button color="amber" rightSection={<KeyCap>Enter</KeyCap>} onClick={again}>
            {t('again')}
          </Button>
          <Button variant="default" rightSection={<KeyCap>X</KeyCap>} onClick={close}>
            {t('putAway')}
          </Button>
        </div>
      </div>
    </section>
  );
}
