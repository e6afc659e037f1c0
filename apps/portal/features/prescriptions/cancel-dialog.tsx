'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { ReasonDialog } from '@/ui/reason-dialog';
import { CancelPrescriptionMutation, type Prescription } from './prescriptions.documents';

/** Cancels what is still open of a prescription, or one item of it. */
export function CancelDialog({
  prescription,
  item,
  onClose,
  onDone,
}: {
  prescription: Prescription;
  /** Only this one. */
  item?: Prescription['items'][number] | undefined;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('prescriptions.cancel');
  const action = useAction(CancelPrescriptionMutation);
  const give = async (reason: string) => {
    const { ok } = await action.run({
      prescriptionId: prescription.id,
      itemIds: item ? [item.id] : [],
      reason,
    });
    if (ok) onDone();
    return ok;
  };
  return (
    <ReasonDialog
      title={item ? t('titleItem', { number: item.ordinal + 1 }) : t('title')}
      text={t(item ? 'textItem' : 'text')}
      label={t('reason')}
      short
      grave
      submit={t(item ? 'submitItem' : 'submit')}
      cancel={t('keep')}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
