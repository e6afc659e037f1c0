'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { ReasonDialog } from '@/ui/reason-dialog';
import { RetractRecallMutation, type Recall } from './recalls.documents';

/** Takes a proposal back, with a reason: the second person can no longer approve it. */
export function RetractRecallDialog({
  recall,
  onClose,
  onDone,
}: {
  recall: Recall;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('recalls.retract');
  const action = useAction(RetractRecallMutation);
  const give = async (reason: string) => {
    const { ok } = await action.run({ recallId: recall.id, reason });
    if (ok) onDone();
    return ok;
  };
  return (
    <ReasonDialog
      title={t('title', { lot: recall.lot.number })}
      text={t('text')}
      label={t('reason')}
      submit={t('submit')}
      cancel={t('cancel')}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
