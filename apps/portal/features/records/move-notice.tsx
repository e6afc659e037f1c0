'use client';

import { Anchor } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Note } from '@/ui/notes';
import { stepOf, type Occasion } from './move-record';
import { useRecord } from './open-record';
import { useMove } from './use-move';

const PLACES: Readonly<Record<Occasion, string>> = { own: '/patient/move', handOver: '/patient/hand-over' };

/** Says on every screen that a move has begun and is not at its end. */
export function MoveNotice() {
  const t = useTranslations('record.move');
  const path = usePathname();
  const { record } = useRecord();
  const move = useMove();
  const step = move && stepOf(move, record.keys.pseudonym);
  if (!move || !step || path === PLACES[move.occasion]) return null;
  return (
    <div role="status">
      <Note tone="info" icon={IconInfoCircle}>
        {t('underway')}{' '}
        <Anchor component={Link} href={PLACES[move.occasion]} underline="always">
          {t('goOn')}
        </Anchor>
      </Note>
    </div>
  );
}
