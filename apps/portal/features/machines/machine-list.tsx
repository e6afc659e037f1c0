'use client';

import { Button, Group } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { ConfirmRequest } from '@/ui/confirm-request';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ChangeMachineDialog } from './change-machine-dialog';
import classes from './machines.module.css';
import { MachineKeys } from './machine-keys';
import { MachinesQuery, RevokeMachineMutation, type Machine } from './machines.documents';
import { NewKeyDialog } from './new-key-dialog';
import { NewMachineDialog } from './new-machine-dialog';
import { useScopeName } from './scope-boxes';

type Doing = { what: 'create' } | { what: 'change' | 'key' | 'revoke'; machine: Machine };

/** The software that works for this site, its keys, and what it may do. */
export function MachineList() {
  const t = useTranslations('machines');
  const { can } = useSession();
  const scopeName = useScopeName();
  const [{ data, error }, refetch] = useQuery({ query: MachinesQuery, requestPolicy: 'cache-and-network' });
  const [doing, setDoing] = useState<Doing>();
  const reload = () => refetch({ requestPolicy: 'network-only' });
  const close = () => setDoing(undefined);
  const done = () => {
    close();
    reload();
  };
  const manages = can('machine.manage');
  const create = manages && (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}
      onClick={() => setDoing({ what: 'create' })}
    >
      {t('create.action')}
    </Button>
  );
  return (
    <Sheet flush title={t('title')} lead={t('lead')} actions={data?.machines.length ? create : undefined}>
      {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
      {(data ?? !error) && (
        <DataTable
          label={t('title')}
          rows={data?.machines}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              header: t('name'),
              cell: ({ name, createdBy, requestsPerSecond }) => (
                <>
                  <strong className={classes.name}>{name}</strong>
                  {createdBy && <div className={classes.small}>{t('by', { name: createdBy })}</div>}
                  {requestsPerSecond && (
                    <div className={classes.small}>{t('atMost', { count: requestsPerSecond })}</div>
                  )}
                </>
              ),
            },
            {
              key: 'scopes',
              header: t('may'),
              wideOnly: true,
              cell: ({ scopes }) => scopes.map(scopeName).join(', '),
            },
            {
              key: 'keys',
              header: t('keys'),
              cell: ({ keys }) => <MachineKeys keys={keys} onChange={reload} />,
            },
            {
              key: 'actions',
              header: '',
              align: 'end',
              cell: (machine) =>
                manages && (
                  <Group gap="xs" justify="flex-end">
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={t('change.of', { name: machine.name })}
                      onClick={() => setDoing({ what: 'change', machine })}
                    >
                      {t('change.action')}
                    </Button>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={t('newKey.of', { name: machine.name })}
                      onClick={() => setDoing({ what: 'key', machine })}
                    >
                      {t('newKey.action')}
                    </Button>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={t('revoke.of', { name: machine.name })}
                      onClick={() => setDoing({ what: 'revoke', machine })}
                    >
                      {t('revoke.action')}
                    </Button>
                  </Group>
                ),
            },
          ]}
          empty={
            <EmptyNote icon={IconPlugConnected} title={t('empty')} action={create}>
              {t('emptyText')}
            </EmptyNote>
          }
        />
      )}
      {doing?.what === 'create' && <NewMachineDialog onClose={close} onCreated={reload} />}
      {doing?.what === 'change' && (
        <ChangeMachineDialog machine={doing.machine} onClose={close} onDone={done} />
      )}
      {doing?.what === 'key' && <NewKeyDialog machine={doing.machine} onClose={close} onCreated={reload} />}
      {doing?.what === 'revoke' && (
        <ConfirmRequest
          document={RevokeMachineMutation}
          variables={{ machineId: doing.machine.id }}
          title={t('revoke.title', { name: doing.machine.name })}
          text={t('revoke.text')}
          cancel={t('revoke.cancel')}
          confirm={t('revoke.action')}
          onClose={close}
          onDone={done}
        />
      )}
    </Sheet>
  );
}
