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

const MARKS: Looks<Recall['status'] | 'WITHDRAWN'> = {
  PROPOSED: { tone: 'warn', icon: IconUserQuestion },
  APPROVED: { tone: 'warn', icon: IconClockHour4 },
  ISSUED: { tone: 'stop', icon: IconSpeakerphone },
  WITHDRAWN: { tone: 'stop', icon: IconSpeakerphone },
  REFUSED: { tone: 'idle', icon: IconCircleX },
  RETRACTED: { tone: 'idle', icon: IconArrowBackUp },
};

export function RecallMark({ recall: { status, kind } }: { recall: Pick<Recall, 'status' | 'kind'> }) {
  const state = status === 'ISSUED' && kind === 'WITHDRAWAL' ? 'WITHDRAWN' : status;
  return <MarkOf state={state} looks={MARKS} words={useTranslations('recalls.status')} />;
}
