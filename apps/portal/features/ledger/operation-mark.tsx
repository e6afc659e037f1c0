'use client';

import { Tooltip } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark } from '@/ui/state-mark';

interface Shown {
  status: string;
  reasonText?: string | null;
  reason?: string | null;
  blockNumber?: number | null;
}

/** Whether the ledger holds it yet: saved, confirmed in a block, or refused with its reason. */
export function OperationMark({ operation }: { operation: Shown }) {
  const t = useTranslations('ledger');
  const { status, reasonText, reason, blockNumber } = operation;
  if (status === 'CONFIRMED') {
    const mark = (
      <StateMark tone="ok" icon={IconCircleCheck}>
        {t('confirmed')}
      </StateMark>
    );
    return blockNumber == null ? (
      mark
    ) : (
      <Tooltip label={t('inBlock', { block: blockNumber })}>{wrap(mark)}</Tooltip>
    );
  }
  if (status === 'REFUSED') {
    const mark = (
      <StateMark tone="stop" icon={IconCircleX}>
        {t('refused')}
      </StateMark>
    );
    const why = reasonText ?? reason;
    return why ? <Tooltip label={why}>{wrap(mark)}</Tooltip> : mark;
  }
  return (
    <StateMark tone="warn" icon={IconClockHour4}>
      {t('pending')}
    </StateMark>
  );
}

function wrap(mark: React.ReactNode) {
  return <span tabIndex={0}>{mark}</span>;
}
