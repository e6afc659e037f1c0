'use client';

import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconEye,
  IconInfoCircle,
  IconPointFilled,
  IconUserSearch,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { Alert, IncidentSummary } from './alerts.documents';

const SEVERITIES: Looks<Alert['severity']> = {
  LOW: { tone: 'idle', icon: IconInfoCircle },
  MEDIUM: { tone: 'warn', icon: IconAlertTriangle },
  HIGH: { tone: 'stop', icon: IconAlertTriangle },
  CRITICAL: { tone: 'stop', icon: IconAlertOctagon },
};

export function SeverityMark({ severity }: { severity: Alert['severity'] }) {
  return <MarkOf state={severity} looks={SEVERITIES} words={useTranslations('alerts.severity')} />;
}

const STATUSES: Looks<Alert['status'] | IncidentSummary['status']> = {
  NEW: { tone: 'info', icon: IconPointFilled },
  OPEN: { tone: 'info', icon: IconPointFilled },
  SEEN: { tone: 'idle', icon: IconEye },
  INVESTIGATING: { tone: 'warn', icon: IconUserSearch },
  CLOSED: { tone: 'ok', icon: IconCircleCheck },
};

export function AlertStatusMark({ status }: { status: Alert['status'] | IncidentSummary['status'] }) {
  return <MarkOf state={status} looks={STATUSES} words={useTranslations('alerts.status')} />;
}
