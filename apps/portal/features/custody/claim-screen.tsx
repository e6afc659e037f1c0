'use client';

import { ActionIcon, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconHandGrab, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { FollowedOperation } from '@/features/ledger/followed-operation';
import type { LedgerOperation } from '@/features/ledger/ledger.documents';
import { useSession } from '@/features/parties/session-provider';
import { useScans } from '@/features/scanning/scanner-provider';
import { playSound } from '@/features/scanning/sounds';
import type { Failure } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { useFailureText } from '@/lib/use-failure-text';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { ClaimMutation, MarketsQuery } from './custody.documents';

interface Found {
  readonly scan: string;
  readonly gtin: string;
  readonly serial: string;
  readonly lot: string;
  readonly operation?: LedgerOperation;
  readonly failure?: Failure;
}

/** Takes packs over that were never shipped to the site. How unusual that is depends on the market. */
export function ClaimScreen({ folder }: { folder: string }) {
  const t = useTranslations('custody.claim');
  const text = useFailureText();
  const { session } = useSession();
  const action = useAction(ClaimMutation);
  const [{ data }] = useQuery({ query: MarketsQuery });
  const [packs, setPacks] = useState<readonly Found[]>([]);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  // Until the market is known, the stricter rule stands.
  const strict = data?.markets.find(({ code }) => code === session.site.market)?.custodyRequired ?? true;
  const open = packs.filter(({ operation }) => operation === undefined);

  useScans({
    takes: ['pack'],
    onScan: ({ text: scan, reading }) => {
      if (reading.kind !== 'pack') return;
      const { gtin, serial, lot } = reading.pack;
      playSound('green');
      setPacks((before) =>
        before.some((one) => one.gtin === gtin && one.serial === serial)
          ? before
          : [...before, { scan, gtin, serial, lot }],
      );
    },
  });
  const change = (scan: string, found: Partial<Found>) =>
    setPacks((before) => before.map((one) => (one.scan === scan ? { ...one, ...found } : one)));

  const claim = async () => {
    setBusy(true);
    for (const { scan } of open) {
      const outcome = await action.run({ scan });
      change(scan, outcome.ok ? { operation: outcome.data.claimUnits } : { failure: outcome.failure });
    }
    setBusy(false);
  };
  const ready = open.length > 0 && !busy && (sure || !strict);
  useKey('Enter', t('submit', { count: open.length }), ready ? () => void claim() : undefined);

  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: `${folder}/stock`, label: t('back') }}>
      <Note tone={strict ? 'warn' : 'info'} icon={IconInfoCircle}>
        {t(strict ? 'strict' : 'usual')}
      </Note>
      <Sheet flush title={t('packs')}>
        <DataTable
          label={t('packs')}
          rows={packs}
          rowKey={({ scan }) => scan}
          columns={[
            {
              key: 'serial',
              header: t('serial'),
              cell: ({ serial }) => <CodeText strong>{serial}</CodeText>,
            },
            { key: 'lot', header: t('lot'), cell: ({ lot }) => <CodeText>{lot}</CodeText> },
            {
              key: 'gtin',
              header: 'GTIN',
              wideOnly: true,
              cell: ({ gtin }) => <CodeText>{gtin}</CodeText>,
            },
            {
              key: 'state',
              header: t('state'),
              cell: ({ operation, failure }) =>
                operation ? (
                  <FollowedOperation operation={operation} />
                ) : failure ? (
                  <Text size="sm" c="var(--mantine-color-error)" role="alert">
                    {text(failure)}
                  </Text>
                ) : (
                  t('waiting')
                ),
            },
            {
              key: 'remove',
              header: '',
              align: 'end',
              cell: ({ scan, serial, operation }) =>
                !operation && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('remove', { serial })}
                    onClick={() => setPacks((before) => before.filter((one) => one.scan !== scan))}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                ),
            },
          ]}
          empty={
            <EmptyNote icon={IconHandGrab} title={t('empty')}>
              {t('emptyText')}
            </EmptyNote>
          }
        />
      </Sheet>
      <Stack gap="md">
        {strict && open.length > 0 && (
          <Checkbox
            label={t('sure')}
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          <Button
            size="md"
            loading={busy}
            disabled={!ready}
            rightSection={<KeyCap>Enter</KeyCap>}
            onClick={() => void claim()}
          >
            {t('submit', { count: open.length })}
          </Button>
        </Group>
      </Stack>
    </Page>
  );
}
