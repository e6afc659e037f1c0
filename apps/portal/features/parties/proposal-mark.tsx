'use client';

import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconClockHour4,
  IconClockX,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { Proposal } from './proposals.documents';

const MARKS: Looks<Proposal['status']> = {
  PROPOSED: { tone: 'warn', icon: IconUserQuestion },
  APPROVED: { tone: 'warn', icon: IconClockHour4 },
  DONE: { tone: 'ok', icon: IconCircleCheck },
  FAILED: { tone: 'stop', icon: IconCircleX },
  REFUSED: { tone: 'idle', icon: IconCircleX },
  WITHDRAWN: { tone: 'idle', icon: IconArrowBackUp },
  EXPIRED: { tone: 'idle', icon: IconClockX },
};

export function ProposalMark({ status }: { status: Proposal['status'] }) {
  return <MarkOf state={status} looks={MARKS} words={useTranslations('parties.proposals.status')} />;
}
