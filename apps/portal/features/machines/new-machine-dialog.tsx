'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { FIRST_WISH, isComplete, KeyFields, keyInput } from './key-fields';
import { LimitInput, limitOf } from './limit-input';
import { CreateMachineMutation, type NewKey } from './machines.documents';
import { ScopeBoxes } from './scope-boxes';
import { ShownKey } from './shown-key';

/** Two steps: say what it is and may, then take the key, which is shown this once. */
export function NewMachineDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const t = useTranslations('machines.create');
  const request = useRequest(CreateMachineMutation);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [limit, setLimit] = useState<number | string>('');
  const [wish, setWish] = useState(FIRST_WISH);
  const [made, setMade] = useState<NewKey>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({
      input: { name: name.trim(), scopes, requestsPerSecond: limitOf(limit), key: keyInput(wish) },
    });
    if (!outcome.ok) return;
    setMade(outcome.data.createMachine);
    onCreated();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} closeOnClickOutside={!made} closeOnEscape={!made}>
      {made ? (
        <ShownKey made={made} onDone={onClose} />
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <TextInput
              label={t('name')}
              description={t('nameText')}
              required
              maxLength={60}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <ScopeBoxes value={scopes} onChange={setScopes} />
            <LimitInput value={limit} onChange={setLimit} />
            <KeyFields value={wish} onChange={setWish} />
            {request.failure && <FailureNote failure={request.failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button
                type="submit"
                loading={request.busy}
                disabled={name.trim() === '' || scopes.length === 0 || !isComplete(wish)}
              >
                {t('submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
