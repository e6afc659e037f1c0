'use client';

import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconHistory, IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fetchFile } from '@/lib/fetch-file';
import type { Failure } from '@/lib/failure';
import { saveFile } from '@/lib/save-file';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { AuditDetails } from './audit-details';
import { ProofMark } from './proof-mark';
import { AuditQuery, type AuditEntry } from './audit.documents';
import { AREAS, useActionName } from './use-action-name';
import { useAuthorName } from './use-author-name';
import { useSubjectName } from './use-subject-name';

/** Who did what: searched, and taken away as a file for auditors. */
export function AuditTrail() {
  const t = useTranslations('audit');
  const { moment } = useTime();
  const actionName = useActionName();
  const authorName = useAuthorName();
  const subjectName = useSubjectName();
  const [search, setSearch] = useState('');
  const [area, setArea] = useState<string | null>(null);
  const [day, setDay] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const { since, before } = boundsOf(day);
  const filter = { search: wanted || null, action: area, since, before };
  const pages = usePages(AuditQuery, (data) => data.auditEntries, filter);
  const [open, setOpen] = useState<AuditEntry>();
  const [refused, setRefused] = useState<Failure>();
  return (
    <Sheet flush>
      <Toolbar
        end={
          <Group gap="xs" wrap="nowrap">
            <ExportButton format="csv" filter={filter} label={t('csv')} onRefused={setRefused} />
            <ExportButton format="jsonl" filter={filter} label={t('json')} onRefused={setRefused} />
          </Group>
        }
      >
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={280}
        />
        <Select
          aria-label={t('area')}
          placeholder={t('area')}
          clearable
          data={AREAS.map((value) => ({ value, label: t(`areas.${value}`) }))}
          value={area}
          onChange={setArea}
          w={180}
        />
        <TextInput
          type="date"
          aria-label={t('day')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          w={160}
        />
      </Toolbar>
      {refused && <FailureNote failure={refused} />}
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        onOpen={setOpen}
        columns={[
          { key: 'at', header: t('at'), cell: ({ at }) => moment(at) },
          { key: 'action', header: t('action'), cell: ({ action }) => actionName(action) },
          { key: 'who', header: t('who'), cell: authorName },
          { key: 'site', header: t('site'), wideOnly: true, cell: ({ siteName }) => siteName ?? t('node') },
          {
            key: 'subject',
            header: t('subject'),
            wideOnly: true,
            cell: ({ subjectType, subjectId }) => (
              <>
                {subjectName(subjectType)} <CodeText>{subjectId.slice(0, 13)}</CodeText>
              </>
            ),
          },
          {
            key: 'proof',
            header: t('proof'),
            wideOnly: true,
            cell: ({ seq, anchored }) => <ProofMark seq={seq} anchored={anchored} />,
          },
        ]}
        empty={<EmptyNote icon={IconHistory} title={t('empty')} />}
      />
      {open && <AuditDetails entry={open} onClose={() => setOpen(undefined)} />}
    </Sheet>
  );
}

interface Filter {
  readonly search: string | null;
  readonly action: string | null;
  readonly since: string | null;
  readonly before: string | null;
}

function ExportButton({
  format,
  filter,
  label,
  onRefused,
}: {
  format: string;
  filter: Filter;
  label: string;
  onRefused: (failure: Failure | undefined) => void;
}) {
  const [busy, setBusy] = useState(false);
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== null);
  const save = async () => {
    setBusy(true);
    onRefused(undefined);
    const file = await fetchFile(`/files/audit.${format}?${new URLSearchParams(given)}`);
    if (file.ok) saveFile(`audit.${format}`, file.data);
    else onRefused(file.failure);
    setBusy(false);
  };
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={busy}
      onClick={() => void save()}
    >
      {label}
    </Button>
  );
}

/** A day of the reader's own time zone. */
function boundsOf(day: string): { since: string | null; before: string | null } {
  const since = new Date(`${day}T00:00:00`);
  if (day === '' || Number.isNaN(since.getTime())) return { since: null, before: null };
  const before = new Date(since);
  before.setDate(before.getDate() + 1);
  return { since: since.toISOString(), before: before.toISOString() };
}
