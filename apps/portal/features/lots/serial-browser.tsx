'use client';

import { ActionIcon, Group, Select, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconListNumbers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { LabelPreview } from './label-preview';
import { LabelDownload } from './label-download';
import { RunSerialsQuery, type Lot, type UnitSerial } from './lots.documents';
import classes from './serial-browser.module.css';

const PAGE = 12;

/** The serials of a run in packing order, and the label of the one that is chosen. */
export function SerialBrowser({ lot }: { lot: Lot }) {
  const t = useTranslations('lots.serials');
  const { number, day, month } = useTime();
  const ready = lot.runs.filter(({ status }) => status === 'READY');
  const [runId, setRunId] = useState<string>();
  const [from, setFrom] = useState(0);
  const [chosen, setChosen] = useState<UnitSerial>();
  const run = ready.find(({ id }) => id === runId) ?? ready[0];
  const [{ data, error }] = useQuery({
    query: RunSerialsQuery,
    variables: { id: run?.id ?? '', from, first: PAGE },
    pause: run === undefined,
  });
  const serials = data?.run?.id === run?.id ? data?.run?.serials : undefined;
  const shown = chosen ?? serials?.[0];
  if (!run) return null;

  const expiry = lot.expiryDayGiven ? day(lot.expiry) : month(lot.expiry);
  return (
    <div className={classes.columns}>
      <Sheet
        flush
        title={t('title')}
        actions={
          ready.length > 1 && (
            <Select
              aria-label={t('run')}
              allowDeselect={false}
              data={ready.map(({ id, units, createdAt }) => ({
                value: id,
                label: t('runOf', { units: number(units), day: day(createdAt) }),
              }))}
              value={run.id}
              onChange={(id) => {
                setRunId(id ?? undefined);
                setFrom(0);
                setChosen(undefined);
              }}
            />
          )
        }
      >
        {error && <FailureNote failure={failureOf(error)} />}
        <DataTable
          label={t('title')}
          rows={serials}
          rowKey={({ index }) => String(index)}
          onOpen={setChosen}
          current={shown && String(shown.index)}
          columns={[
            { key: 'serial', header: t('serial'), cell: ({ serial }) => <CodeText>{serial}</CodeText> },
            { key: 'index', header: t('index'), align: 'end', cell: ({ index }) => number(index + 1) },
          ]}
          empty={<EmptyNote icon={IconListNumbers} title={t('none')} />}
        />
        <Group className={classes.pager} justify="space-between">
          <Text size="sm" c="dimmed">
            {t('range', {
              from: number(from + 1),
              to: number(Math.min(from + PAGE, run.units)),
              total: number(run.units),
            })}
          </Text>
          <Group gap="xs">
            <ActionIcon
              variant="default"
              aria-label={t('previous')}
              disabled={from === 0}
              onClick={() => setFrom(Math.max(0, from - PAGE))}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label={t('next')}
              disabled={from + PAGE >= run.units}
              onClick={() => setFrom(from + PAGE)}
            >
              <IconChevronRight size={16} />
            </ActionIcon>
          </Group>
        </Group>
      </Sheet>
      <Sheet title={t('label')} lead={t('labelText')} actions={<LabelDownload run={run} />}>
        {shown && (
          <LabelPreview
            unit={shown}
            facts={{ name: lot.product.name, gtin: lot.product.gtin, lot: lot.number, expiry }}
          />
        )}
      </Sheet>
    </div>
  );
}
