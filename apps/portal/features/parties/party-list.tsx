'use client';

import { Button } from '@mantine/core';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { usePages } from '@/lib/use-pages';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { PartiesQuery, type Party } from './parties.documents';
import { PartyMark } from './party-mark';
import { PartyOrderDialog, type PartyOrder } from './party-order-dialog';
import { useSession } from './session-provider';

/** Everyone on the ledger, and what may be ordered about them. */
export function PartyList({ refreshed }: { refreshed: number }) {
  const t = useTranslations('parties');
  const roles = useTranslations('siteRole');
  const { can, session } = useSession();
  const pages = usePages(PartiesQuery, (data) => data.parties, {}, 50);
  const [order, setOrder] = useState<{ party: Party; order: PartyOrder }>();
  useLive(pages.refetch, pages.rows?.some(({ status }) => status === 'PENDING') ?? false);
  return (
    <Sheet flush key={refreshed}>
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
          { key: 'id', header: t('ledgerId'), align: 'end', wideOnly: true, cell: ({ partyId }) => partyId },
          { key: 'status', header: t('state'), cell: ({ status }) => <PartyMark status={status} /> },
          {
            key: 'order',
            header: '',
            align: 'end',
            cell: (party) =>
              party.status === 'ACTIVE' && can('party.suspend') && party.id !== session.site.id ? (
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
              ),
          },
        ]}
        empty={<EmptyNote icon={IconBuildingCommunity} title={t('empty')} />}
      />
      {order && (
        <PartyOrderDialog
          {...order}
          onClose={() => setOrder(undefined)}
          onDone={() => {
            setOrder(undefined);
            pages.refetch();
          }}
        />
      )}
    </Sheet>
  );
}
