'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DecommissionMutation } from '@/features/dispensing/dispensing.documents';
import type { LedgerOperation } from '@/features/ledger/ledger.documents';
import { useAction } from '@/lib/use-action';
import { Note } from '@/ui/notes';
import { ReasonDialog } from '@/ui/reason-dialog';
import { ReportMissingMutation } from './custody.documents';
import { isFinal, type PackOrder } from './pack-orders';
import { countUnits, type UnitRange } from './unit-ranges';

export interface PackOrderDialogProps {
  order: Exclude<PackOrder, 'RETURN'>;
  runId: string;
  ranges: readonly UnitRange[];
  onClose: () => void;
  /** For each range that went through, also where a later one did not. */
  onDone: (range: UnitRange, operation: LedgerOperation) => void;
}

/** Asks why, and gives the order for the chosen packs, range by range. */
export function PackOrderDialog({ order, runId, ranges, onClose, onDone }: PackOrderDialogProps) {
  const t = useTranslations('custody.orders');
  const decommission = useAction(DecommissionMutation);
  const missing = useAction(ReportMissingMutation);
  const action = order === 'MISSING' ? missing : decommission;

  const ordered = async ({ from, to }: UnitRange, reason: string): Promise<LedgerOperation | undefined> => {
    if (order === 'MISSING') {
      const outcome = await missing.run({ runId, from, to });
      return outcome.ok ? outcome.data.reportMissing : undefined;
    }
    const outcome = await decommission.run({ kind: order, runId: Number(runId), from, to, reason });
    return outcome.ok ? outcome.data.decommission : undefined;
  };
  const give = async (reason: string) => {
    for (const range of ranges) {
      const operation = await ordered(range, reason);
      if (!operation) return false;
      onDone(range, operation);
    }
    onClose();
    return true;
  };
  return (
    <ReasonDialog
      title={t(`${order}.title`, { count: countUnits(ranges) })}
      text={t(`${order}.text`)}
      label={order === 'MISSING' ? undefined : t('reason')}
      grave={isFinal(order)}
      submit={t(`${order}.action`)}
      cancel={t('cancel')}
      action={action}
      give={give}
      onClose={onClose}
    >
      {isFinal(order) && (
        <Note tone="warn" icon={IconAlertTriangle}>
          {t('final')}
        </Note>
      )}
    </ReasonDialog>
  );
}
