'use client';

import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconDoorExit } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { UndoDispenseMutation } from './dispensing.documents';
import classes from './undo-dialog.module.css';

/** Undoes a dispense. Whether the pack left the pharmacy decides whether it may be sold again. */
export function UndoDialog({
  lineIds,
  onClose,
  onDone,
}: {
  lineIds: readonly string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('dispensing.undo');
  const action = useAction(UndoDispenseMutation);
  const [reason, setReason] = useState('');
  const undo = async (packLeftPharmacy: boolean) => {
    const outcome = await action.run({
      lineIds: [...lineIds],
      packLeftPharmacy,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <Stack gap="md">
        <Text fw={600} size="lg">
          {t('question')}
        </Text>
        <div className={classes.choices}>
          <Choice
            icon={<IconArrowBackUp size={26} stroke={1.6} aria-hidden />}
            title={t('no')}
            text={t('noText')}
            disabled={action.busy}
            onClick={() => void undo(false)}
          />
          <Choice
            icon={<IconDoorExit size={26} stroke={1.6} aria-hidden />}
            title={t('yes')}
            text={t('yesText')}
            disabled={action.busy}
            onClick={() => void undo(true)}
          />
        </div>
        <TextInput
          label={t('reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {action.failure && <FailureNote failure={action.failure} />}
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
      </Stack>
    </Modal>
  );
}

function Choice(props: {
  icon: React.ReactNode;
  title: string;
  text: string;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" className={classes.choice} disabled={props.disabled} onClick={props.onClick}>
      {props.icon}
      <span className={classes.title}>{props.title}</span>
      <span className={classes.text}>{props.text}</span>
    </button>
  );
}
