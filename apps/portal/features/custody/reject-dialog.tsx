'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { ReasonDialog } from '@/ui/reason-dialog';
import { RejectShipmentMutation } from './custody.documents';

export interface RejectDialogProps {
  shipmentId: string;
  /** Null for the whole shipment. */
  lineIds: string[] | null;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Sends goods back to where they came from, with a reason that the sender reads. */
export function RejectDialog({ shipmentId, lineIds, opened, onClose, onDone }: RejectDialogProps) {
  const t = useTranslations('custody.reject');
  const action = useAction(RejectShipmentMutation);
  const give = async (reason: string) => {
    const { ok } = await action.run({ shipmentId, lineIds, reason });
    if (ok) onDone();
    return ok;
  };
  return (
    <ReasonDialog
      title={lineIds ? t('some', { count: lineIds.length }) : t('all')}
      text={t('text')}
      label={t('reason')}
      submit={t('submit')}
      cancel={t('cancel')}
      grave
      opened={opened}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
