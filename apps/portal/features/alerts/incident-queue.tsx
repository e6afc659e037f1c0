'use client';

import { ActionIcon, Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconRadar2, IconSearch } from '@tabler/icons-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMessages, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { usePages } from '@/lib/use-pages';
import { EmptyNote } from '@/ui/empty-note';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { IncidentsQuery, type IncidentSummary } from './alerts.documents';
import { ClosedNote } from './closed-note';
import { IncidentCard } from './incident-card';
import { IncidentDetail } from './incident-detail';
import { IncidentFilter } from './incident-filter';
import classes from './incident-queue.module.css';
import { incidentWords } from './incident-words';
import { ScanFaults } from './scan-faults';
import { TriageBar } from './triage-bar';
import { useAlertNews } from './use-alert-news';
import { useSelection } from './use-selection';

type Shown = IncidentSummary['status'];

const PLACEHOLDERS = [0, 1, 2, 3];

/** Incidents by risk, and the one that is looked at beside them. */
export function IncidentQueue() {
  const t = useTranslations('incidents');
  const { rules } = useMessages().alerts;
  const router = useRouter();
  const { can } = useSession();
  const linked = useSearchParams().get('incident');
  const wide = useMediaQuery('(min-width: 62em)');
  const [status, setStatus] = useState<Shown>('OPEN');
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 250);
  const words = incidentWords(wanted, rules);
  const pages = usePages(IncidentsQuery, (data) => data.incidents, { status, words });
  useAlertNews(pages.refetch);
  const rows = pages.rows ?? [];
  // Beside the list there is room for a detail: until one is chosen, what was the gravest when the list came. It stays
  // when a graver one arrives or it is closed itself: nobody may act on another than the one being read.
  const [offered, setOffered] = useState<string | null>(null);
  if (wide && offered === null && rows[0]?.status === status) setOffered(rows[0].id);
  const selected = linked ?? (wide ? offered : null);
  const at = rows.findIndex(({ id }) => id === selected);

  const select = (id: string | undefined) => {
    setOffered(null);
    router.replace(id ? `/regulator/incidents?incident=${id}` : '/regulator/incidents', { scroll: false });
  };
  const [closed, setClosed] = useState<readonly string[]>([]);
  const choosing = can('incident.close') && status !== 'CLOSED';
  const choice = useSelection(
    rows.map(({ id }) => id),
    selected,
    select,
    choosing,
  );
  const chosen = rows.filter(({ id }) => choice.ids.includes(id));
  useKey(
    'J',
    t('down'),
    rows.length > 0 ? () => select(rows[Math.min(at + 1, rows.length - 1)]?.id) : undefined,
  );
  useKey('K', t('up'), rows.length > 0 ? () => select(rows[Math.max(at - 1, 0)]?.id) : undefined);
  useKey('Esc', t('close'), linked && chosen.length === 0 ? () => select(undefined) : undefined);

  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <SegmentedControl
          aria-label={t('state')}
          data={(['OPEN', 'INVESTIGATING', 'CLOSED'] as const).map((value) => ({
            value,
            label: t(`tabs.${value}`),
          }))}
          value={status}
          onChange={(value) => {
            setStatus(value as Shown);
            select(undefined);
          }}
        />
      }
    >
      <ClosedNote
        key={closed.join()}
        ids={closed}
        onUndone={() => {
          setClosed([]);
          pages.refetch();
        }}
      />
      {pages.failure && <FailureNote failure={pages.failure} onRetry={pages.refetch} />}
      {pages.rows?.length === 0 && !selected && typed === '' && wanted === '' ? (
        <div className={classes.list}>
          <EmptyNote icon={IconRadar2} title={t(`empty.${status}`)}>
            {t('emptyText')}
          </EmptyNote>
          {status === 'OPEN' && <ScanFaults />}
        </div>
      ) : (
        <div className={classes.panes} data-selected={linked !== null || undefined}>
          <div className={classes.list}>
            <IncidentFilter text={typed} onChange={setTyped} />
            {choosing && (
              <TriageBar
                chosen={chosen}
                onLeaveOut={choice.leaveOut}
                onClear={choice.clear}
                onTaken={() => {
                  choice.clear();
                  pages.refetch();
                }}
                onClosed={(ids) => {
                  choice.clear();
                  setClosed(ids);
                  pages.refetch();
                }}
              />
            )}
            <ul className={classes.cards} aria-busy={!pages.rows && !pages.failure}>
              {!pages.rows &&
                !pages.failure &&
                PLACEHOLDERS.map((n) => (
                  <li key={n}>
                    <Skeleton height={62} radius="md" />
                  </li>
                ))}
              {rows.map((incident) => (
                <li key={incident.id}>
                  <IncidentCard
                    incident={incident}
                    current={incident.id === selected}
                    chosen={choosing ? choice.ids.includes(incident.id) : undefined}
                    onChoose={() => choice.toggle(incident.id)}
                    onOpen={(extend) =>
                      extend && choosing ? choice.extend(incident.id) : select(incident.id)
                    }
                  />
                </li>
              ))}
            </ul>
            {pages.rows?.length === 0 && wanted !== '' && (
              <EmptyNote
                icon={IconSearch}
                title={t('filter.empty', { words: wanted })}
                action={
                  <Button variant="default" onClick={() => setTyped('')}>
                    {t('filter.clear')}
                  </Button>
                }
              >
                {t('filter.emptyText')}
              </EmptyNote>
            )}
            {(pages.previous ?? pages.next) && (
              <Group justify="flex-end" gap="xs">
                <Text size="sm" c="dimmed">
                  {t('range', { from: pages.from + 1, to: pages.from + rows.length, total: pages.total })}
                </Text>
                <ActionIcon
                  variant="default"
                  aria-label={t('previous')}
                  disabled={!pages.previous}
                  onClick={pages.previous}
                >
                  <IconChevronLeft size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  aria-label={t('next')}
                  disabled={!pages.next}
                  onClick={pages.next}
                >
                  <IconChevronRight size={16} />
                </ActionIcon>
              </Group>
            )}
            {status === 'OPEN' && wanted === '' && <ScanFaults />}
          </div>
          <div className={classes.detail}>
            {selected ? (
              <IncidentDetail
                key={selected}
                id={selected}
                keys={chosen.length === 0}
                onBack={() => select(undefined)}
                onChanged={pages.refetch}
                onClosed={() => setClosed([selected])}
              />
            ) : (
              <div className={classes.none}>{t('choose')}</div>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}
