'use client';

import { Button, Group } from '@mantine/core';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { usePages } from '@/lib/use-pages';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { LedgerIdsDialog } from './ledger-ids-dialog';
import { PartiesQuery, type Party } from './parties.documents';
import { PartyMark } from './party-mark';
import { PartyOrderDialog, type PartyOrder } from './party-order-dialog';
import { useSession } from './session-provider';

/** Everyone on the ledger, and what may be ordered about them. */
export function PartyList({ refreshed, onProposed }: { refreshed: number; onProposed: () => void }) {
  const t = useTranslations('parties');
  const roles = useTranslations('siteRole');
  const { can, session } = useSession();
  const pages = usePages(PartiesQuery, (data) => data.parties, {}, 50);
  const [order, setOrder] = useState<{ party: Party; order: PartyOrder }>();
  const [shown, setShown] = useState<string>();
  const party = pages.rows?.find(({ id }) => id === shown);
  const { refetch } = pages;
  useEffect(() => {
    if (refreshed > 0) refetch();
  }, [refreshed, refetch]);
  useLive(refetch, pages.rows?.some(isAwaited) ?? false);
  return (
    <Sheet flush>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            header: t('name'),
            cell: ({ name, organisation }) => (
              <>
                <strong style={{ fontWeight: 560 }}>{name}</strong>
                {organisation !== name && (
                  <div style={{ color: 'var(--cu-ink-3)', fontSize: '0.8125rem' }}>{organisation}</div>
                )}
              </>
            ),
          },
          {
            key: 'roles',
            header: t('roles'),
            cell: (party) => party.roles.map((role) => roles(role)).join(', '),
          },
          {
            key: 'place',
            header: t('place'),
            wideOnly: true,
            cell: ({ city, country }) => [city, country].filter(Boolean).join(', '),
          },
          { key: 'gln', header: 'GLN', cell: ({ gln }) => <CodeText>{gln}</CodeText> },
          { key: 'status', header: t('state'), cell: ({ status }) => <PartyMark status={status} /> },
          {
            key: 'order',
            header: '',
            align: 'end',
            cell: (party) => (
              <Group gap="xs" justify="flex-end">
                <Button variant="default" size="compact-sm" onClick={() => setShown(party.id)}>
                  {t('ledgerIds.action', { count: party.ledgerIds.length })}
                </Button>
                {party.status === 'ACTIVE' && can('party.suspend') && party.id !== session.site.id ? (
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => setOrder({ party, order: 'suspend' })}
                  >
                    {t('suspend.action')}
                  </Button>
                ) : (
                  party.status === 'SUSPENDED' &&
                  can('party.reinstate') && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      onClick={() => setOrder({ party, order: 'reinstate' })}
                    >
                      {t('reinstate.action')}
                    </Button>
                  )
                )}
              </Group>
            ),
          },
        ]}
        empty={<EmptyNote icon={IconBuildingCommunity} title={t('empty')} />}
      />
      {party && (
        <LedgerIdsDialog
          party={party}
          onClose={() => setShown(undefined)}
          onProposed={() => {
            setShown(undefined);
            onProposed();
          }}
        />
      )}
      {order && (
        <PartyOrderDialog
          {...order}
          onClose={() => setOrder(undefined)}
          onDone={() => {
            setOrder(undefined);
            refetch();
            onProposed();
          }}
        />
      )}
    </Sheet>
  );
}

/** Something about it waits for the ledger. */
function isAwaited({ status, ledgerIds }: Party): boolean {
  return status === 'PENDING' || ledgerIds.some((one) => one.status === 'PENDING');
}
