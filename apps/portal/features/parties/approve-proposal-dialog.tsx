'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FactList } from '@/ui/fact-list';
import { CodeText } from '@/ui/code-text';
import { FailureNote, Note } from '@/ui/notes';
import { ApprovePartyProposalMutation, type Proposal } from './proposals.documents';

/** The second signature: all that is signed stands here, since the ledger takes it word for word. */
export function ApproveProposalDialog({
  proposal,
  onClose,
  onDone,
}: {
  proposal: Proposal;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('parties.proposals');
  const roles = useTranslations('siteRole');
  const action = useAction(ApprovePartyProposalMutation);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { ok } = await action.run({ proposalId: proposal.id });
    if (ok) onDone();
  };
  const { kind, name, organisation, gln, city, country, market, purpose, reason, proposedBy } = proposal;
  return (
    <Modal opened onClose={onClose} title={t('approve.title', { name })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Note tone="warn" icon={IconInfoCircle}>
            {t('approve.text', { name: proposedBy ?? '' })}
          </Note>
          <FactList
            facts={[
              { label: t('what'), value: t(`kind.${kind}`, { purpose: purpose ?? '' }) },
              { label: t('fact.organisation'), value: organisation },
              { label: 'GLN', value: <CodeText>{gln}</CodeText> },
              { label: t('fact.roles'), value: proposal.roles.map((role) => roles(role)).join(', ') },
              { label: t('fact.place'), value: [city, country].filter(Boolean).join(', ') },
              { label: t('fact.market'), value: market },
              { label: t('fact.reason'), value: reason },
            ]}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy} data-autofocus>
              {t('approve.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
