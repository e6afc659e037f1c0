'use client';

import { Button } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Note } from '@/ui/notes';
import { useCounter } from './counter-provider';

const TEXTS = {
  GREEN: 'later.cardFine',
  RED: 'later.cardStop',
  AMBER: 'later.cardText',
  GREY: 'later.cardText',
} as const;

/** Beside the card of a scan that was checked later; it may be put away unanswered, since it stays in its list. */
export function LaterNote() {
  const t = useTranslations('scan');
  const { card, close } = useCounter();
  useKey('X', t('putAway'), () => close());
  return (
    <Note tone="info" icon={IconClockHour4}>
      {t(TEXTS[card?.verdict?.light ?? 'GREY'])}{' '}
      <Button variant="default" size="compact-sm" rightSection={<KeyCap>X</KeyCap>} onClick={() => close()}>
        {t('putAway')}
      </Button>
    </Note>
  );
}
