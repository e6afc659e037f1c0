'use client';

import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleX,
  IconQuestionMark,
  IconTruck,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { ShipmentLine, ShipmentSummary } from './custody.documents';

const SHIPMENT: Looks<ShipmentSummary['status'] | ShipmentLine['status']> = {
  IN_TRANSIT: { tone: 'info', icon: IconTruck },
  PARTLY_RECEIVED: { tone: 'warn', icon: IconCircleHalf2 },
  RECEIVED: { tone: 'ok', icon: IconCircleCheck },
  REJECTED: { tone: 'stop', icon: IconCircleX },
  RETURNED: { tone: 'idle', icon: IconArrowBackUp },
  REFUSED: { tone: 'stop', icon: IconCircleX },
  TAKEN_BACK: { tone: 'idle', icon: IconArrowBackUp },
  MISSING: { tone: 'stop', icon: IconQuestionMark },
};

export function ShipmentMark({ status }: { status: ShipmentSummary['status'] }) {
  return <MarkOf state={status} looks={SHIPMENT} words={useTranslations('custody.status')} />;
}

export function ShipmentLineMark({ status }: { status: ShipmentLine['status'] }) {
  return <MarkOf state={status} looks={SHIPMENT} words={useTranslations('custody.status')} />;
}
