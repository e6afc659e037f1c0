'use client';

import { IconBan, IconCircleCheck, IconClockHour4, type Icon } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { Party } from './parties.documents';

const MARKS: Record<Party['status'], { tone: Tone; icon: Icon }> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  ACTIVE: { tone: 'ok', icon: IconCircleCheck },
  SUSPENDED: { tone: 'stop', icon: IconBan },
};

export function PartyMark({ status }: { status: Party['status'] }) {
  const t = useTranslations('partyStatus');
  const { tone, icon } = MARKS[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}
