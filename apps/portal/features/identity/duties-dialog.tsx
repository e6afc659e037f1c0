'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { DutyBoxes } from './duty-boxes';
import { ChangeDutiesMutation, type Member } from './people.documents';

export function DutiesDialog({
  member,
  onClose,
  onDone,
}: {
  member: Member;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('people.change');
  const request = useRequest(ChangeDutiesMutation);
  const [duties, setDuties] = useState<string[]>(member.duties);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ userId: member.id, duties });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title', { name: member.name })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <DutyBoxes value={duties} onChange={setDuties} />
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={request.busy}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
