'use client';

import { IconSpeakerphone } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useLive } from '@/features/ledger/live-operations';
import { ProductName } from '@/features/lots/product-name';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { RecallMark } from './recall-mark';
import { useRecallNews } from './recall-news';
import { RecallsQuery, type Recall } from './recalls.documents';

export interface RecallListProps {
  base: string;
  empty: { title: string; text: string };
}

/** Recalls that the site ordered, or that concern what it holds. */
export function RecallList({ base, empty }: RecallListProps) {
  const t = useTranslations('recalls');
  const { day } = useTime();
  const pages = usePages(RecallsQuery, (data) => data.recalls, {});
  useLive(pages.refetch, pages.rows?.some(({ status }) => status === 'APPROVED') ?? false);
  useRecallNews(pages.refetch);
  return (
    <Sheet flush>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        href={({ id }) => `${base}/${id}`}
        columns={[
          { key: 'product', header: t('product'), cell: ({ lot }) => <ProductName product={lot.product} /> },
          { key: 'lot', header: t('lot'), cell: ({ lot }) => <CodeText strong>{lot.number}</CodeText> },
          { key: 'class', header: t('class'), cell: (recall) => recall.class },
          { key: 'at', header: t('proposedAt'), cell: ({ proposedAt }) => day(proposedAt) },
          { key: 'acknowledged', header: t('acknowledged'), wideOnly: true, cell: acknowledged },
          { key: 'status', header: t('state'), cell: (recall) => <RecallMark recall={recall} /> },
        ]}
        empty={
          <EmptyNote icon={IconSpeakerphone} title={empty.title}>
            {empty.text}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}

function acknowledged({ holders, status }: Recall): string {
  if (status !== 'ISSUED' || holders.length === 0) return '–';
  return `${holders.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length} / ${holders.length}`;
}
