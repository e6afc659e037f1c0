'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { ReasonDialog } from '@/ui/reason-dialog';
import { EndPartyProposalMutation, type Proposal } from './proposals.documents';

/** Takes one's own proposal back, or refuses another's, with a reason. */
export function EndProposalDialog({
  proposal,
  onClose,
  onDone,
}: {
  proposal: Proposal;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations(`parties.proposals.${proposal.own ? 'withdraw' : 'refuse'}`);
  const shared = useTranslations('parties.proposals');
  const action = useAction(EndPartyProposalMutation);
  const give = async (reason: string) => {
    const { ok } = await action.run({ proposalId: proposal.id, reason });
    if (ok) onDone();
    return ok;
  };
  return (
    <ReasonDialog
      title={t('title', { name: proposal.name })}
      text={t('text')}
      label={shared('fact.reason')}
      submit={t('submit')}
      cancel={shared('cancel')}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
