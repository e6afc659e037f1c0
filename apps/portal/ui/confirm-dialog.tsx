'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';

/** Asks before something ends that opens the account. Who only presses Enter keeps it. */
export function ConfirmDialog({
  title,
  text,
  cancel,
  confirm,
  busy,
  failure,
  onClose,
  onConfirm,
}: {
  title: string;
  text: string;
  cancel: string;
  confirm: string;
  busy: boolean;
  failure: Failure | undefined;
  onClose: () => void;
  onConfirm: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={title} size="sm">
      <Stack gap="md">
        <Text c="dimmed">{text}</Text>
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {cancel}
          </Button>
          <Button color="brick" loading={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
