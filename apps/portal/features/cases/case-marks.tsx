'use client';

import {
  IconCircleCheck,
  IconEye,
  IconGavel,
  IconHourglass,
  IconPointFilled,
  IconUserSearch,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { CaseSummary } from './cases.documents';

const STATUSES: Record<CaseSummary['status'], { tone: Tone; icon: Icon }> = {
  NEW: { tone: 'info', icon: IconPointFilled },
  SEEN: { tone: 'idle', icon: IconEye },
  INVESTIGATING: { tone: 'warn', icon: IconUserSearch },
  WAITING: { tone: 'warn', icon: IconHourglass },
  ESCALATED: { tone: 'stop', icon: IconGavel },
  CLOSED: { tone: 'ok', icon: IconCircleCheck },
};

export function CaseStatusMark({ status }: { status: CaseSummary['status'] }) {
  const t = useTranslations('cases.status');
  const { tone, icon } = STATUSES[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}
