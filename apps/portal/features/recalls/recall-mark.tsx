'use client';

import {
  IconArrowBackUp,
  IconCircleX,
  IconClockHour4,
  IconSpeakerphone,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { Recall } from './recalls.documents';

const MARKS: Looks<Recall['status']> = {
  PROPOSED: { tone: 'warn', icon: IconUserQuestion },
  APPROVED: { tone: 'warn', icon: IconClockHour4 },
  ISSUED: { tone: 'stop', icon: IconSpeakerphone },
  REFUSED: { tone: 'idle', icon: IconCircleX },
  RETRACTED: { tone: 'idle', icon: IconArrowBackUp },
};

export function RecallMark({ status }: { status: Recall['status'] }) {
  return <MarkOf state={status} looks={MARKS} words={useTranslations('recalls.status')} />;
}
