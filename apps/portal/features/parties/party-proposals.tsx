'use client';

import { Button, Group, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { OperationMark } from '@/features/ledger/operation-mark';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { ApproveProposalDialog } from './approve-proposal-dialog';
import { EndProposalDialog } from './end-proposal-dialog';
import { PartyProposalsQuery, type Proposal } from './proposals.documents';
import { ProposalMark } from './proposal-mark';
import { useSession } from './session-provider';

/** What one person proposed and another one has to approve; nothing is shown where there is nothing of it. */
export function PartyProposals({ refreshed, onDecided }: { refreshed: number; onDecided: () => void }) {
  const t = useTranslations('parties.proposals');
  const roles = useTranslations('siteRole');
  const { day, moment } = useTime();
  const { can } = useSession();
  const pages = usePages(PartyProposalsQuery, (data) => data.partyProposals, {}, 5);
  const [asked, setAsked] = useState<{ proposal: Proposal; what: 'approve' | 'end' }>();
  const { refetch } = pages;
  useEffect(() => {
    if (refreshed > 0) refetch();
  }, [refreshed, refetch]);
  useLive(refetch, pages.rows?.some(({ status }) => status === 'APPROVED' || status === 'PROPOSED') ?? false);
  const done = () => {
    setAsked(undefined);
    refetch();
    onDecided();
  };
  if (pages.total === 0 && !pages.failure) return null;
  return (
    <Sheet flush title={t('title')} lead={t('lead')}>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'what',
            header: t('what'),
            cell: (proposal) => (
              <div>
                <strong style={{ fontWeight: 560 }}>{proposal.name}</strong>
                <Text size="sm" c="dimmed">
                  {t(`kind.${proposal.kind}`, { purpose: proposal.purpose ?? '' })}
                  {' · '}
                  {proposal.roles.map((role) => roles(role)).join(', ')}
                </Text>
              </div>
            ),
          },
          {
            key: 'by',
            header: t('by'),
            cell: ({ proposedBy, proposedAt }) => (
              <div>
                {proposedBy}
                <Text size="sm" c="dimmed">
                  {moment(proposedAt)}
                </Text>
              </div>
            ),
          },
          {
            key: 'status',
            header: t('state'),
            cell: ({ status, operation, expiresAt, decidedBy, decisionReason }) => (
              <div>
                <ProposalMark status={status} />
                <Text size="sm" c="dimmed" component="div">
                  {status === 'PROPOSED' && t('until', { day: day(expiresAt) })}
                  {status === 'FAILED' && operation && <OperationMark operation={operation} />}
                  {decidedBy}
                  {decisionReason && `: ${decisionReason}`}
                </Text>
              </div>
            ),
          },
          {
            key: 'order',
            header: '',
            align: 'end',
            cell: (proposal) =>
              proposal.status === 'PROPOSED' &&
              can('party.approve') && (
                <Group gap="xs" justify="flex-end">
                  {!proposal.own && (
                    <Button size="compact-sm" onClick={() => setAsked({ proposal, what: 'approve' })}>
                      {t('approve.action')}
                    </Button>
                  )}
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => setAsked({ proposal, what: 'end' })}
                  >
                    {t(proposal.own ? 'withdraw.action' : 'refuse.action')}
                  </Button>
                </Group>
              ),
          },
        ]}
        empty={null}
      />
      {asked?.what === 'approve' && (
        <ApproveProposalDialog proposal={asked.proposal} onClose={() => setAsked(undefined)} onDone={done} />
      )}
      {asked?.what === 'end' && (
        <EndProposalDialog proposal={asked.proposal} onClose={() => setAsked(undefined)} onDone={done} />
      )}
    </Sheet>
  );
}
