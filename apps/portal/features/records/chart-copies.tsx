'use client';

import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ChartCopiesQuery, OpenCopyMutation } from './chart-copies.documents';

/** What the site copied into its own chart; each can be saved, for the system in which the chart is kept. */
export function ChartCopies() {
  const t = useTranslations('record');
  const time = useTime();
  const [{ data, error }, execute] = useQuery({
    query: ChartCopiesQuery,
    requestPolicy: 'cache-and-network',
  });
  const { run, busy, failure } = useRequest(OpenCopyMutation);
  const again = () => execute({ requestPolicy: 'network-only' });
  const save = async (id: string) => {
    const outcome = await run({ id });
    if (!outcome.ok) return;
    const url = URL.createObjectURL(new Blob([outcome.data.openCopy], { type: 'application/fhir+json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `copy-${id}.json`;
    link.click();
    URL.revokeObjectURL(url);
  };
  if (data?.chartCopies.length === 0) return null;
  return (
    <Sheet title={t('copies.title')} lead={t('copies.lead')}>
      {error && !data && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!data && !error && <Skeleton height={80} />}
      {failure && <FailureNote failure={failure} />}
      <Stack gap="xs">
        {data?.chartCopies.map(({ id, person, ownNumber, entries, takenAt, keepUntil }) => (
          <Group key={id} justify="space-between" gap="xs">
            <span>
              {t('copies.told', {
                patient: ownNumber || t('patients.unnumbered'),
                person,
                count: entries,
                time: time.moment(takenAt),
                until: time.day(keepUntil),
              })}
            </span>
            <Button
              variant="default"
              size="compact-sm"
              loading={busy}
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => void save(id)}
            >
              {t('copies.save')}
            </Button>
          </Group>
        ))}
      </Stack>
    </Sheet>
  );
}
