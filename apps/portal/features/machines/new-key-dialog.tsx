'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { FIRST_WISH, isComplete, KeyFields, keyInput } from './key-fields';
import { AddMachineKeyMutation, type Machine, type NewKey } from './machines.documents';
import { ShownKey } from './shown-key';

/** A second key beside the one in use, so that the software can change over without a break. */
export function NewKeyDialog({
  machine,
  onClose,
  onCreated,
}: {
  machine: Machine;
  onClose: () => void;
  onCreated: () => void;
}) {
  const t = useTranslations('machines.newKey');
  const request = useRequest(AddMachineKeyMutation);
  const [wish, setWish] = useState({ ...FIRST_WISH, signs: machine.keys[0]?.alg != null });
  const [made, setMade] = useState<NewKey>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ machineId: machine.id, key: keyInput(wish) });
    if (!outcome.ok) return;
    setMade(outcome.data.addMachineKey);
    onCreated();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { name: machine.name })}
      closeOnClickOutside={!made}
      closeOnEscape={!made}
    >
      {made ? (
        <ShownKey made={made} onDone={onClose} />
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <Text c="dimmed">{t('text')}</Text>
            <KeyFields value={wish} onChange={setWish} />
            {request.failure && <FailureNote failure={request.failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={request.busy} disabled={!isComplete(wish)}>
                {t('submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
