'use client';

import { Button, Group, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { FailureNote } from '@/ui/notes';
import type { Party } from './parties.documents';
import { ProposeLedgerIdMutation } from './proposals.documents';
import { PartyMark } from './party-mark';
import { useSession } from './session-provider';

/** Under which ids a site is known on the ledger, and one more for it. */
export function LedgerIdsDialog({
  party,
  onClose,
  onProposed,
}: {
  party: Party;
  onClose: () => void;
  onProposed: () => void;
}) {
  const t = useTranslations('parties.ledgerIds');
  const roles = useTranslations('siteRole');
  const { can, session } = useSession();
  const addable = party.status === 'ACTIVE' && can('party.admit') && party.id !== session.site.id;
  return (
    <Modal opened onClose={onClose} title={t('title', { name: party.name })} size="lg">
      <Stack gap="md">
        <Text c="dimmed">{t('text')}</Text>
        <DataTable
          label={t('label')}
          rows={party.ledgerIds}
          rowKey={({ id }) => String(id)}
          columns={[
            { key: 'id', header: t('id'), cell: ({ id }) => <CodeText>{String(id)}</CodeText> },
            {
              key: 'purpose',
              header: t('purpose'),
              cell: ({ main, purpose }) => (main ? t('main') : purpose),
            },
            {
              key: 'roles',
              header: t('roles'),
              wideOnly: true,
              cell: (one) => one.roles.map((role) => roles(role)).join(', '),
            },
            { key: 'status', header: t('state'), cell: ({ status }) => <PartyMark status={status} /> },
          ]}
          empty={null}
        />
        {addable && <NewLedgerId party={party} onProposed={onProposed} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function NewLedgerId({ party, onProposed }: { party: Party; onProposed: () => void }) {
  const t = useTranslations('parties.ledgerIds');
  const names = useTranslations('siteRole');
  const action = useAction(ProposeLedgerIdMutation);
  const [purpose, setPurpose] = useState('');
  const [roles, setRoles] = useState<readonly string[]>(party.roles);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const asked = party.roles.filter((role) => roles.includes(role));
    const { ok } = await action.run({ siteId: party.id, purpose: purpose.trim(), roles: asked });
    if (!ok) return;
    setPurpose('');
    onProposed();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={t('add')}>
      <Stack gap="md">
        <TextInput
          label={t('newPurpose')}
          description={t('newPurposeText')}
          maxLength={200}
          data-autofocus
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
        {party.roles.length > 1 && (
          <MultiSelect
            label={t('roles')}
            data={party.roles.map((value) => ({ value, label: names(value) }))}
            value={[...roles]}
            onChange={setRoles}
          />
        )}
        {action.failure && <FailureNote failure={action.failure} />}
        <Group justify="flex-end">
          <Button
            type="submit"
            leftSection={<IconPlus size={16} aria-hidden />}
            loading={action.busy}
            disabled={purpose.trim() === '' || roles.length === 0}
          >
            {t('add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
