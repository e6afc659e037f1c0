'use client';

import { Button, Loader } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCloudOff, IconFlag, IconHandStop } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useCarryScan } from '@/features/scanning/scanner-provider';
import { usePatientFacing } from '@/features/verification/patient-facing';
import { VerdictCard } from '@/features/verification/verdict-card';
import { shownAs, type CardAction } from '@/features/verification/verdicts';
import { AnswerScanMutation } from '@/features/verification/verification.documents';
import { useAction } from '@/lib/use-action';
import { useFailureText } from '@/lib/use-failure-text';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Note } from '@/ui/notes';
import classes from './counter-card.module.css';
import { useBasket } from './basket-provider';
import { useCounter, type Card } from './counter-provider';
import { reportedPack } from './pack-of-verdict';

// Fetched before the first scan: without a line nothing is.
const offline = () => import('./offline-card').then((module) => module.OfflineCard);
const hidden = () => import('@/features/verification/hidden-card').then((module) => module.HiddenCard);
// A first scan waits for none of them; they are fetched while its card is read.
const quarantine = () => import('./quarantine-dialog').then((module) => module.QuarantineDialog);
const restock = () => import('./restock-dialog').then((module) => module.RestockDialog);
const undo = () => import('./undo-pack').then((module) => module.UndoPack);
const why = () => import('./why-dialog').then((module) => module.WhyDialog);
const QuarantineDialog = dynamic(quarantine, { ssr: false });
const RestockDialog = dynamic(restock, { ssr: false });
const LaterNote = dynamic(() => import('./later-note').then((module) => module.LaterNote), { ssr: false });
const HiddenCard = dynamic(hidden, { ssr: false });
const OfflineCard = dynamic(offline, { ssr: false });
const UndoPack = dynamic(undo, { ssr: false });
const WhyDialog = dynamic(why, { ssr: false });

/** What the card of an earlier scan does not offer: the pack may be elsewhere by now. */
const NOT_LATER: readonly CardAction[] = ['dispense', 'dispensePart', 'dismiss', 'rescan'];

/** Loads what the desk must be able to show when the line is gone. */
export function foresee(): void {
  void Promise.all([offline(), hidden()]);
}

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
    if (card?.verdict) void Promise.all([quarantine(), restock(), undo(), why()]);
  }, [card]);
  const hides = usePatientFacing();
  const [shown, setShown] = useState<Card>();
  if (!card) return null;
  const { verdict, failure } = card;
  // Of one scan alone: the next one's card is hidden again.
  const covered = hides && shown !== card;
  const show = () => setShown(card);
  if (failure)
    return covered ? <HiddenCard light="AMBER" icon={IconCloudOff} onShow={show} /> : <OfflineCard />;
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
    close('answered');
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
  const knock = knocked > 0 && (verdict.light === 'RED' || verdict.light === 'AMBER') && (
    <div key={knocked} role="alert">
      <Note tone={verdict.light === 'RED' ? 'stop' : 'warn'} icon={IconHandStop}>
        {t('answerFirst')}
      </Note>
    </div>
  );
  if (covered) {
    const { icon, actions } = shownAs(verdict);
    const good = verdict.light === 'GREEN' && actions.includes('dispense') && !card.later;
    return (
      <>
        <HiddenCard
          light={verdict.light}
          icon={icon}
          onShow={show}
          {...(good ? { onTake: () => act('dispense') } : {})}
        />
        {knock}
      </>
    );
  }
  return (
    <>
      <VerdictCard
        verdict={verdict}
        mode={mode}
        at={card.scan.at}
        onAction={act}
        {...(card.later ? { without: NOT_LATER } : {})}
      />
      {card.later && <LaterNote />}
      {knock}
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
