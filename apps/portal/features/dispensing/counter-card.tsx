'use client';

import { Button, Loader } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCloudOff, IconFlag, IconHandStop } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useCarryScan } from '@/features/scanning/scanner-provider';
import { VerdictCard } from '@/features/verification/verdict-card';
import type { CardAction } from '@/features/verification/verdicts';
import { AnswerScanMutation } from '@/features/verification/verification.documents';
import { useAction } from '@/lib/use-action';
import { useFailureText } from '@/lib/use-failure-text';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote, Note } from '@/ui/notes';
import classes from './counter-card.module.css';
import { useBasket } from './basket-provider';
import { useCounter } from './counter-provider';
import { reportedPack } from './pack-of-verdict';

// A first scan waits for none of them; they are fetched while its card is read.
const quarantine = () => import('./quarantine-dialog').then((module) => module.QuarantineDialog);
const restock = () => import('./restock-dialog').then((module) => module.RestockDialog);
const undo = () => import('./undo-pack').then((module) => module.UndoPack);
const why = () => import('./why-dialog').then((module) => module.WhyDialog);
const QuarantineDialog = dynamic(quarantine, { ssr: false });
const RestockDialog = dynamic(restock, { ssr: false });
const UndoPack = dynamic(undo, { ssr: false });
const WhyDialog = dynamic(why, { ssr: false });

/** The card of the last scan, and what follows from its keys. */
export function CounterCard({ onType }: { onType: () => void }) {
  const t = useTranslations('scan');
  const router = useRouter();
  const carry = useCarryScan();
  const { card, mode, knocked, take, answered, close } = useCounter();
  const outOfScope = useAction(AnswerScanMutation);
  const text = useFailureText();
  const [dialog, setDialog] = useState<'undo' | 'quarantine' | 'restock' | 'why'>();
  useEffect(() => {
    if (card) void Promise.all([quarantine(), restock(), undo(), why()]);
  }, [card]);
  if (!card) return null;
  const { verdict, failure } = card;
  if (failure) return <NotChecked />;
  if (!verdict) {
    return (
      <div className={classes.waiting}>
        <Loader size="sm" aria-hidden />
        {t('checking')}
      </div>
    );
  }

  const settled = () => {
    setDialog(undefined);
    answered();
    close();
  };
  const act = (action: CardAction) => {
    switch (action) {
      case 'dispense':
      case 'dispensePart':
        if (take()) router.push('/pharmacy/basket');
        return;
      case 'undo':
      case 'quarantine':
      case 'restock':
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
      case 'claim':
        close();
        carry(card.scan, '/pharmacy/stock/claim');
        return;
      case 'outOfScope':
        void outOfScope.run({ scan: card.scan.text, answer: 'OUT_OF_SCOPE' }).then((outcome) => {
          if (outcome.ok) settled();
          else notifications.show({ color: 'brick', message: text(outcome.failure) });
        });
        return;
      case 'dismiss':
      case 'rescan':
        close();
    }
  };
  return (
    <>
      <VerdictCard
        verdict={verdict}
        mode={mode}
        at={card.scan.at}
        onAction={act}
        without={
          verdict.__typename === 'DispensedHere' && (verdict.undoDaysLeft === null || !verdict.dispensedAs)
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
      <HandedOutAlready />
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
      {dialog === 'restock' && (
        <RestockDialog scan={card.scan} onClose={() => setDialog(undefined)} onDone={settled} />
      )}
      {dialog === 'why' && (
        <WhyDialog scan={card.scan} onClose={() => setDialog(undefined)} onDone={settled} />
      )}
    </>
  );
}

/** Of a supply that happened earlier: the pack is in the patient's hands, whatever its card says now. */
function HandedOutAlready() {
  const t = useTranslations('scan');
  const { when } = useBasket();
  const { card, takeReported } = useCounter();
  const offered = when !== '' && card?.verdict && reportedPack(card.verdict, card.scan.text) !== undefined;
  useKey('G', t('handedOut'), offered ? () => void takeReported() : undefined);
  if (!offered) return null;
  return (
    <Note tone="warn" icon={IconFlag}>
      {t('handedOutText')}{' '}
      <Button
        variant="default"
        size="compact-sm"
        rightSection={<KeyCap>G</KeyCap>}
        onClick={() => void takeReported()}
      >
        {t('handedOut')}
      </Button>
    </Note>
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
