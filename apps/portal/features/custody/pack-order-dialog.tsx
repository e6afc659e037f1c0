'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { DecommissionMutation } from '@/features/dispensing/dispensing.documents';
import type { LedgerOperation } from '@/features/ledger/ledger.documents';
import { useAction } from '@/lib/use-action';
import { FailureNote, Note } from '@/ui/notes';
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
  const [reason, setReason] = useState('');
  const action = order === 'MISSING' ? missing : decommission;
  const needsReason = order !== 'MISSING';

  const give = async ({ from, to }: UnitRange): Promise<LedgerOperation | undefined> => {
    if (order === 'MISSING') {
      const outcome = await missing.run({ runId, from, to });
      return outcome.ok ? outcome.data.reportMissing : undefined;
    }
    const outcome = await decommission.run({ kind: order, runId: Number(runId), from, to, reason });
    return outcome.ok ? outcome.data.decommission : undefined;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    for (const range of ranges) {
      const operation = await give(range);
      if (!operation) return;
      onDone(range, operation);
    }
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t(`${order}.title`, { count: countUnits(ranges) })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t(`${order}.text`)}</Text>
          {isFinal(order) && (
            <Note tone="warn" icon={IconAlertTriangle}>
              {t('final')}
            </Note>
          )}
          {needsReason && (
            <Textarea
              label={t('reason')}
              required
              autosize
              minRows={2}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              loading={action.busy}
              disabled={needsReason && reason.trim() === ''}
              {...(isFinal(order) ? { color: 'brick' } : {})}
            >
              {t(`${order}.action`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
