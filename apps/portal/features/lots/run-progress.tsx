'use client';

import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useQuery, useSubscription } from 'urql';
import { isPending, useLive } from '@/features/ledger/live-operations';
import { OperationMark } from '@/features/ledger/operation-mark';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { RunProgressSubscription, RunQuery } from './lots.documents';
import { RejectedLines } from './rejected-lines';

/** How far a run is: serials taken in, then its confirmation by the ledger; or what is wrong with its file. */
export function RunProgress({
  runId,
  base,
  onAgain,
}: {
  runId: string;
  base: string;
  /** To the form: with what was entered, where it was refused. */
  onAgain: (refused: boolean) => void;
}) {
  const t = useTranslations('lots.progress');
  const { number } = useTime();
  const [{ data, error }, execute] = useQuery({
    query: RunQuery,
    variables: { id: runId },
    requestPolicy: 'network-only',
  });
  const run = data?.run;
  const importing = run === undefined || run?.status === 'IMPORTING';
  const [{ data: progress }] = useSubscription({
    query: RunProgressSubscription,
    variables: { runId },
    pause: !importing,
  });
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, importing || (run?.operation ? isPending(run.operation.status) : false));
  const streamed = progress?.runProgress;
  useEffect(() => {
    if (streamed && streamed.status !== 'IMPORTING') execute({ requestPolicy: 'network-only' });
  }, [streamed, execute]);

  if (error) return <FailureNote failure={failureOf(error)} onRetry={refetch} />;
  if (run === null) return <FailureNote failure={{ code: 'NOT_FOUND', message: t('gone') }} />;
  if (run?.status === 'FAILED' && run.failure)
    return <RejectedLines runId={runId} failure={run.failure} onAgain={() => onAgain(true)} />;

  const imported = Math.max(streamed?.imported ?? 0, run?.imported ?? 0);
  const share = run && run.units > 0 ? Math.min(1, imported / run.units) : 0;
  return (
    <Sheet title={importing ? t('importing') : t('ready')}>
      <Stack gap="md">
        <Progress
          value={importing ? Math.max(4, share * 100) : 100}
          animated={importing}
          aria-label={t('importing')}
        />
        <Text role="status">
          {importing
            ? t('imported', { count: number(imported) })
            : t('registered', { count: number(run?.units ?? 0), number: run?.lot.number ?? '' })}
        </Text>
        {run?.operation && (
          <Group gap="sm">
            <Text c="dimmed">{t('onLedger')}</Text>
            <OperationMark operation={run.operation} />
          </Group>
        )}
        {run && !importing && (
          <Group>
            <Button
              component={Link}
              href={`${base}/${run.lot.id}`}
              rightSection={<IconArrowRight size={16} aria-hidden />}
            >
              {t('openLot')}
            </Button>
            <Button variant="default" onClick={() => onAgain(false)}>
              {t('another')}
            </Button>
          </Group>
        )}
      </Stack>
    </Sheet>
  );
}
