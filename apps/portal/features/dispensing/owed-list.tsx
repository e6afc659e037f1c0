'use client';

import { Button, Group, Text } from '@mantine/core';
import { IconHandGrab, IconMoodCheck, IconX } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useLive } from '@/features/ledger/live-operations';
import { ProductName } from '@/features/lots/product-name';
import { useScans } from '@/features/scanning/scanner-provider';
import { usePages } from '@/lib/use-pages';
import { useQuantity } from '@/lib/use-quantity';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { useBasket } from './basket-provider';
import { OwedBalancesQuery, type OwedBalance } from './dispensing.documents';

/** What the pharmacy owes, oldest first. The patient's code finds the patient's own balances. */
export function OwedList() {
  const t = useTranslations('owed');
  const router = useRouter();
  const quantity = useQuantity();
  const { moment } = useTime();
  const { rx, packs, open, opening, failure, settle, clear } = useBasket();
  const taken = packs.length > 0;
  const itemIds = rx?.opened.items.map(({ state }) => state.id) ?? null;
  const pages = usePages(OwedBalancesQuery, (data) => data.owedBalances, { itemIds });
  useLive(pages.refetch, false);
  useScans({ takes: ['prescription'], onScan: (scan) => void open(scan.text) });
  const give = (owed: OwedBalance) => {
    router.push('/pharmacy/basket');
    settle(owed);
  };
  return (
    <Sheet flush>
      <Toolbar>
        <Text c="dimmed" role="status">
          {taken
            ? t('taken')
            : opening
              ? t('opening')
              : rx
                ? t('of', { name: rx.opened.patientName })
                : t('scan')}
        </Text>
        {rx && !taken && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconX size={14} aria-hidden />}
            onClick={clear}
          >
            {t('all')}
          </Button>
        )}
      </Toolbar>
      {failure && <FailureNote failure={failure} />}
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={[
          { key: 'product', header: t('product'), cell: ({ product }) => <ProductName product={product} /> },
          {
            key: 'left',
            header: t('left'),
            align: 'end',
            cell: (row) => quantity(row.quantity - row.settled, row.product.baseUnit),
          },
          { key: 'since', header: t('visit'), cell: ({ dispensing }) => moment(dispensing.eventTime) },
          { key: 'user', header: t('user'), wideOnly: true, cell: ({ dispensing }) => dispensing.user },
          {
            key: 'give',
            header: t('action'),
            cell: (row) => (
              <Group justify="flex-end">
                <Button
                  size="compact-sm"
                  leftSection={<IconHandGrab size={14} aria-hidden />}
                  disabled={taken}
                  onClick={() => give(row)}
                >
                  {t('give')}
                </Button>
              </Group>
            ),
          },
        ]}
        empty={
          <EmptyNote icon={IconMoodCheck} title={rx ? t('emptyOf') : t('empty')}>
            {t('emptyText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
