'use client';

import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPill, IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { usePages } from '@/lib/use-pages';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { OwnProductsQuery } from './lots.documents';
import { ProductName } from './product-name';

/** The products that lots can be registered of. */
export function ProductList({ action }: { action: ReactNode }) {
  const t = useTranslations('products');
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const pages = usePages(OwnProductsQuery, (data) => data.products, {
    search: wanted === '' ? null : wanted,
  });
  return (
    <Sheet flush>
      <Toolbar>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={320}
        />
      </Toolbar>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', header: t('name'), cell: (product) => <ProductName product={product} /> },
          { key: 'gtin', header: 'GTIN', cell: ({ gtin }) => <CodeText>{gtin}</CodeText> },
          {
            key: 'ndc',
            header: 'NDC',
            wideOnly: true,
            cell: ({ ndc }) => (ndc ? <CodeText>{ndc}</CodeText> : '–'),
          },
          {
            key: 'rx',
            header: t('prescription'),
            cell: ({ prescriptionOnly, schedule }) =>
              [prescriptionOnly ? t('needed') : t('notNeeded'), schedule].filter(Boolean).join(', '),
          },
        ]}
        empty={
          <EmptyNote
            icon={IconPill}
            title={wanted === '' ? t('empty') : t('emptySearch', { search: wanted })}
            action={wanted === '' && action}
          >
            {wanted === '' && t('emptyText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
