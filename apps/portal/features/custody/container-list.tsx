'use client';

import { IconBox } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { ContainersQuery } from './custody.documents';

export function ContainerList({ base, action }: { base: string; action: ReactNode }) {
  const t = useTranslations('custody.containers');
  const { number } = useTime();
  const pages = usePages(ContainersQuery, (data) => data.containers, {});
  return (
    <Sheet flush>
      <PagedTable
        label={t('list')}
        pages={pages}
        rowKey={({ sscc }) => sscc}
        href={({ sscc }) => `${base}/${sscc}`}
        columns={[
          { key: 'sscc', header: 'SSCC', cell: ({ sscc }) => <CodeText strong>{sscc}</CodeText> },
          { key: 'kind', header: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
          {
            key: 'content',
            header: t('content'),
            cell: ({ children, ranges }) =>
              children.length > 0
                ? t('cartons', { count: children.length })
                : [...new Set(ranges.map(({ run }) => `${run.lot.product.name} ${run.lot.number}`))].join(
                    ', ',
                  ),
          },
          { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
          {
            key: 'parent',
            header: t('parent'),
            wideOnly: true,
            cell: ({ parent }) => (parent ? <CodeText>{parent}</CodeText> : '–'),
          },
        ]}
        empty={
          <EmptyNote icon={IconBox} title={t('empty')} action={action}>
            {t('emptyText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
