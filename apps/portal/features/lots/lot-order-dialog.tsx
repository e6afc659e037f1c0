'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { ReasonDialog } from '@/ui/reason-dialog';
import { HoldLotMutation, ReleaseLotMutation, type Lot } from './lots.documents';

export interface LotOrderDialogProps {
  order: 'hold' | 'release';
  lot: Pick<Lot, 'id' | 'number'>;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Holds a lot, or lets it go again. Both can be taken back, so a reason is enough. */
export function LotOrderDialog({ order, lot, opened, onClose, onDone }: LotOrderDialogProps) {
  const t = useTranslations(`lots.${order}`);
  const hold = useAction(HoldLotMutation);
  const release = useAction(ReleaseLotMutation);
  const action = order === 'hold' ? hold : release;
  const give = async (reason: string) => {
    const { ok } = await action.run({ lotId: lot.id, reason });
    if (ok) onDone();
    return ok;
  };
  return (
    <ReasonDialog
      title={t('title', { number: lot.number })}
      text={t('text')}
      label={t('reason')}
      submit={t('submit')}
      cancel={t('cancel')}
      opened={opened}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
