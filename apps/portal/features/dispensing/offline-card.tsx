'use client';

import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote } from '@/ui/notes';
import classes from './counter-card.module.css';
import { useCounter } from './counter-provider';
import { LATER_MOST } from './later';
import { useLaterScans } from './later-store';

/** No answer came. Nothing is known about the pack, and the card says no more than that and what is done about it. */
export function OfflineCard() {
  const t = useTranslations('scan');
  const { card, verify, close, putAside, openLater } = useCounter();
  const place = useRef<HTMLElement>(null);
  // On a phone the keys would stand below the edge.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [card]);
  const kept = card?.unasked === 'kept';
  const later = useLaterScans().find(({ text }) => text === card?.scan.text);
  const overtaken = kept && (!later || later.told !== undefined);
  const overtake = useEffectEvent(() => {
    if (later) openLater(later.text);
    else close();
  });
  // Another tab of this counter has checked it: of what was in order nothing is kept, and the card is not true any more.
  useEffect(() => {
    if (overtaken) overtake();
  }, [overtaken]);
  const again = () => {
    close();
    if (card?.later) openLater(card.scan.text);
    else if (card) void verify(card.scan);
  };
  useKey('Enter', t('again'), again);
  useKey('Q', t('later.putAside'), kept ? putAside : undefined);
  useKey('X', t('putAway'), () => close());
  return (
    <section ref={place} className={classes.unchecked} role="alert">
      <IconCloudOff size={72} stroke={1.4} aria-hidden />
      <div>
        <h2>{t(kept ? 'savedNotChecked' : 'notChecked')}</h2>
        <p>{t('notCheckedText')}</p>
        {kept && (
          <>
            <p>{t('later.savedText')}</p>
            <p>{t('later.rule')}</p>
          </>
        )}
        {card?.unasked === 'full' && <p>{t('later.full', { count: LATER_MOST })}</p>}
        {!kept && card?.failure && <FailureNote failure={card.failure} />}
        <div className={classes.buttons}>
          <Button color="amber" rightSection={<KeyCap>Enter</KeyCap>} onClick={again}>
            {t('again')}
          </Button>
          {kept && (
            <Button variant="default" rightSection={<KeyCap>Q</KeyCap>} onClick={putAside}>
              {t('later.putAside')}
            </Button>
          )}
          <Button variant="default" rightSection={<KeyCap>X</KeyCap>} onClick={() => close()}>
            {t('putAway')}
          </Button>
        </div>
      </div>
    </section>
  );
}
