'use client';

import { Tooltip } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark } from '@/ui/state-mark';
import { useRefusalText } from './use-refusal-text';

interface Shown {
  status: string;
  reason?: string | null;
  blockNumber?: number | null;
}

/** Whether the ledger holds it yet: saved, confirmed in a block, or refused with its reason. */
export function OperationMark({ operation }: { operation: Shown }) {
  const t = useTranslations('ledger');
  const refusalText = useRefusalText();
  const { status, reason, blockNumber } = operation;
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
    return reason ? <Tooltip label={refusalText(reason)}>{wrap(mark)}</Tooltip> : mark;
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
