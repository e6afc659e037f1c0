'use client';

import { useTranslations } from 'next-intl';
import type { ScanInput } from '@/features/scanning/scan-input';
import { useAction } from '@/lib/use-action';
import { ReasonDialog } from '@/ui/reason-dialog';
import { DecommissionMutation } from './dispensing.documents';

/** Puts a pack that was locked or missing back into stock, with what became of the reason. */
export function RestockDialog({
  scan,
  onClose,
  onDone,
}: {
  scan: ScanInput;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('dispensing.restock');
  const action = useAction(DecommissionMutation);
  const give = async (reason: string) => {
    const outcome = await action.run({ kind: 'UNLOCK', scan: scan.text, reason });
    if (outcome.ok) onDone();
    return outcome.ok;
  };
  return (
    <ReasonDialog
      title={t('title')}
      text={t('text')}
      label={t('reason')}
      short
      submit={t('submit')}
      cancel={t('cancel')}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
