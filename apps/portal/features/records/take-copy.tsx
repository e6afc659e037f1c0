'use client';

import { Button, Group } from '@mantine/core';
import { IconCircleCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote, Note } from '@/ui/notes';
import { TakeCopyMutation } from './chart-copies.documents';
import type { RecordLine } from './entry-list';
import type { RecordPairing } from './records.documents';

/** Copies what is open, and was relied on, into the site's own chart: the patient sees that it was. */
export function TakeCopy({ pairing, lines }: { pairing: RecordPairing; lines: readonly RecordLine[] }) {
  const t = useTranslations('record.copies');
  const { run, busy, failure } = useRequest(TakeCopyMutation);
  const [taken, setTaken] = useState(false);
  const entries = lines.flatMap((line) => (line.kind === 'read' ? [JSON.stringify(line.resource)] : []));
  if (entries.length === 0) return null;
  const take = async () => {
    const outcome = await run({ input: { pairingId: pairing.id, entries } });
    if (outcome.ok) setTaken(true);
  };
  return (
    <>
      {failure && <FailureNote failure={failure} />}
      {taken ? (
        <div role="status">
          <Note tone="ok" icon={IconCircleCheck}>
            {t('taken')}
          </Note>
        </div>
      ) : (
        <Group>
          <Button
            variant="default"
            loading={busy}
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => void take()}
          >
            {t('take', { count: entries.length })}
          </Button>
        </Group>
      )}
    </>
  );
}
