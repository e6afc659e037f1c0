'use client';

import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import type { Pages } from '@/lib/use-pages';
import { DataTable, type DataTableProps } from './data-table';
import { FailureNote } from './notes';
import classes from './paged-table.module.css';

/** A table over a connection: skeleton, failure with retry, empty note, rows, and the pager where there is more. */
export function PagedTable<Row>({
  pages,
  ...table
}: Omit<DataTableProps<Row>, 'rows'> & { pages: Pages<Row> }) {
  const t = useTranslations('pager');
  const { number } = useTime();
  const { rows, failure, total, from, previous, next, refetch } = pages;
  if (failure && !rows) {
    return (
      <div className={classes.failure}>
        <FailureNote failure={failure} onRetry={refetch} />
      </div>
    );
  }
  return (
    <>
      {failure && (
        <div className={classes.failure}>
          <FailureNote failure={failure} onRetry={refetch} />
        </div>
      )}
      <DataTable rows={rows} {...table} />
      {rows && (previous ?? next) && (
        <Group className={classes.pager} justify="flex-end" gap="xs">
          <Text size="sm" c="dimmed">
            {t('range', { from: number(from + 1), to: number(from + rows.length), total: number(total) })}
          </Text>
          <ActionIcon variant="default" aria-label={t('previous')} disabled={!previous} onClick={previous}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('next')} disabled={!next} onClick={next}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </Group>
      )}
    </>
  );
}
