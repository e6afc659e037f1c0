'use client';

import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleX,
  IconQuestionMark,
  IconTruck,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { ShipmentLine, ShipmentSummary } from './custody.documents';

const SHIPMENT: Record<ShipmentSummary['status'] | ShipmentLine['status'], { tone: Tone; icon: Icon }> = {
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
  const t = useTranslations('custody.status');
  const { tone, icon } = SHIPMENT[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}

export function ShipmentLineMark({ status }: { status: ShipmentLine['status'] }) {
  const t = useTranslations('custody.status');
  const { tone, icon } = SHIPMENT[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}
