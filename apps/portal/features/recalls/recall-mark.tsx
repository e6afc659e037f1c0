'use client';

import {
  IconArrowBackUp,
  IconCircleX,
  IconClockHour4,
  IconSpeakerphone,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { Recall } from './recalls.documents';

const MARKS: Record<Recall['status'], { tone: Tone; icon: Icon }> = {
  PROPOSED: { tone: 'warn', icon: IconUserQuestion },
  APPROVED: { tone: 'warn', icon: IconClockHour4 },
  ISSUED: { tone: 'stop', icon: IconSpeakerphone },
  REFUSED: { tone: 'idle', icon: IconCircleX },
  RETRACTED: { tone: 'idle', icon: IconArrowBackUp },
};

export function RecallMark({ status }: { status: Recall['status'] }) {
  const t = useTranslations('recalls.status');
  const { tone, icon } = MARKS[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}
