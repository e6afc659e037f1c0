'use client';

import { Button, Group } from '@mantine/core';
import { IconDownload, IconFileAlert } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFailureText } from '@/lib/use-failure-text';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import type { Run } from './lots.documents';
import { useRejectionText } from './use-rejection-text';
import classes from './rejected-lines.module.css';

/** The lines of a file that cannot be used, each with its reason, on screen and to take back to where it came from. */
export function RejectedLines({
  runId,
  failure,
  onAgain,
}: {
  runId: string;
  failure: NonNullable<Run['failure']>;
  onAgain: () => void;
}) {
  const t = useTranslations('lots.rejected');
  const textOf = useFailureText();
  const reasonOf = useRejectionText();
  return (
    <>
      <Note tone="stop" icon={IconFileAlert}>
        <strong>{t('title')}</strong>
        <p className={classes.message}>
          {failure.code === 'SERIALS_REJECTED' ? t('text', { count: failure.rejected }) : textOf(failure)}
        </p>
      </Note>
      {failure.lines.length > 0 && (
        <Sheet
          flush
          title={t('lines', { count: failure.rejected })}
          lead={failure.rejected > failure.lines.length && t('first', { count: failure.lines.length })}
          actions={
            <Button
              component="a"
              href={`/lots/runs/${runId}/rejected.csv`}
              download="rejected-lines.csv"
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('download')}
            </Button>
          }
        >
          <div className={classes.scroll}>
            <DataTable
              label={t('lines', { count: failure.lines.length })}
              rows={failure.lines}
              rowKey={({ line, value }) => `${line} ${value}`}
              columns={[
                { key: 'line', header: t('line'), cell: ({ line }) => line },
                { key: 'value', header: t('value'), cell: ({ value }) => <CodeText long>{value}</CodeText> },
                { key: 'reason', header: t('reason'), cell: reasonOf },
              ]}
              empty={null}
            />
          </div>
        </Sheet>
      )}
      <Group justify="flex-end">
        <Button onClick={onAgain}>{t('again')}</Button>
      </Group>
    </>
  );
}
