'use client';

import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Failure } from '@/lib/failure';
import { FailureNote } from './notes';

export interface ReasonDialogProps {
  title: string;
  /** What will happen. */
  text?: string;
  /** What stands at the field; without it nothing is asked, only confirmed. */
  label?: string | undefined;
  /** Who reads it, and what for. */
  description?: string;
  /** One line, which Enter sends. */
  short?: boolean;
  /** What cannot be taken back, or stops somebody's work, is asked in brick. */
  grave?: boolean;
  submit: string;
  cancel: string;
  opened?: boolean;
  action: { readonly busy: boolean; readonly failure: Failure | undefined };
  /** @returns whether it went through; else the dialog stays, with what was typed. */
  give: (reason: string) => Promise<boolean>;
  onClose: () => void;
  /** Whether all else that the dialog asks is answered. */
  isReady?: boolean;
  /** A warning, or what is asked besides, between the text and the field. */
  children?: ReactNode;
}

/** Asks why, before something is done that others will see or ask about. */
export function ReasonDialog({
  title,
  text,
  label,
  description,
  short = false,
  grave = false,
  submit,
  cancel,
  opened = true,
  action,
  give,
  onClose,
  isReady = true,
  children,
}: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (await give(reason.trim())) setReason('');
  };
  const field = {
    label,
    description,
    required: true,
    'data-autofocus': true,
    value: reason,
    onChange: (event: { currentTarget: { value: string } }) => setReason(event.currentTarget.value),
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="md">
          {text && <Text c="dimmed">{text}</Text>}
          {children}
          {label && (short ? <TextInput {...field} /> : <Textarea autosize minRows={2} {...field} />)}
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button
              type="submit"
              loading={action.busy}
              disabled={!isReady || (label !== undefined && reason.trim() === '')}
              {...(grave ? { color: 'brick' } : {})}
            >
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
