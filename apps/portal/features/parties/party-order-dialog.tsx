'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { ReasonDialog } from '@/ui/reason-dialog';
import { SuspendPartyMutation, type Party } from './parties.documents';
import { ProposeReinstatementMutation } from './proposals.documents';

export type PartyOrder = 'suspend' | 'reinstate';

/** Suspends a party at once, or proposes that it works again. */
export function PartyOrderDialog({
  party,
  order,
  onClose,
  onDone,
}: {
  party: Party;
  order: PartyOrder;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations(`parties.${order}`);
  const suspend = useAction(SuspendPartyMutation);
  const reinstate = useAction(ProposeReinstatementMutation);
  const action = order === 'suspend' ? suspend : reinstate;
  const give = async (reason: string) => {
    const { ok } = await action.run({ siteId: party.id, reason });
    if (ok) onDone();
    return ok;
  };
  return (
    <ReasonDialog
      title={t('title', { name: party.name })}
      text={t('text')}
      label={t('reason')}
      submit={t('submit')}
      cancel={t('cancel')}
      grave={order === 'suspend'}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
