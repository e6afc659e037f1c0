'use client';

import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconEye,
  IconInfoCircle,
  IconPointFilled,
  IconUserSearch,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { Alert, IncidentSummary } from './alerts.documents';

const SEVERITIES: Record<Alert['severity'], { tone: Tone; icon: Icon }> = {
  LOW: { tone: 'idle', icon: IconInfoCircle },
  MEDIUM: { tone: 'warn', icon: IconAlertTriangle },
  HIGH: { tone: 'stop', icon: IconAlertTriangle },
  CRITICAL: { tone: 'stop', icon: IconAlertOctagon },
};

export function SeverityMark({ severity }: { severity: Alert['severity'] }) {
  const t = useTranslations('alerts.severity');
  const { tone, icon } = SEVERITIES[severity];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(severity)}
    </StateMark>
  );
}

const STATUSES: Record<Alert['status'] | IncidentSummary['status'], { tone: Tone; icon: Icon }> = {
  NEW: { tone: 'info', icon: IconPointFilled },
  OPEN: { tone: 'info', icon: IconPointFilled },
  SEEN: { tone: 'idle', icon: IconEye },
  INVESTIGATING: { tone: 'warn', icon: IconUserSearch },
  CLOSED: { tone: 'ok', icon: IconCircleCheck },
};

export function AlertStatusMark({ status }: { status: Alert['status'] | IncidentSummary['status'] }) {
  const t = useTranslations('alerts.status');
  const { tone, icon } = STATUSES[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}
