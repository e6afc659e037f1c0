'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { LimitInput, limitOf } from './limit-input';
import { ChangeMachineMutation, type Machine } from './machines.documents';
import { ScopeBoxes } from './scope-boxes';

/** What the software may do, and how often it may ask, from its next request on; its keys stay. */
export function ChangeMachineDialog({
  machine,
  onClose,
  onDone,
}: {
  machine: Machine;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('machines.change');
  const request = useRequest(ChangeMachineMutation);
  const [scopes, setScopes] = useState([...machine.scopes]);
  const [limit, setLimit] = useState<number | string>(machine.requestsPerSecond ?? '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({
      machineId: machine.id,
      input: { scopes, requestsPerSecond: limitOf(limit) },
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('of', { name: machine.name })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <ScopeBoxes value={scopes} onChange={setScopes} />
          <LimitInput value={limit} onChange={setLimit} />
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={request.busy} disabled={scopes.length === 0}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
