'use client';

import {
  IconCircleCheck,
  IconEye,
  IconGavel,
  IconHourglass,
  IconPointFilled,
  IconUserSearch,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { CaseSummary } from './cases.documents';

const STATUSES: Looks<CaseSummary['status']> = {
  NEW: { tone: 'info', icon: IconPointFilled },
  SEEN: { tone: 'idle', icon: IconEye },
  INVESTIGATING: { tone: 'warn', icon: IconUserSearch },
  WAITING: { tone: 'warn', icon: IconHourglass },
  ESCALATED: { tone: 'stop', icon: IconGavel },
  CLOSED: { tone: 'ok', icon: IconCircleCheck },
};

export function CaseStatusMark({ status }: { status: CaseSummary['status'] }) {
  return <MarkOf state={status} looks={STATUSES} words={useTranslations('cases.status')} />;
}
