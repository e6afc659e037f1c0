'use client';

import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/features/identity/confirm-dialog';
import { useRequest } from '@/lib/use-request';
import {
  RevokeMachineKeyMutation,
  RevokeMachineMutation,
  type Machine,
  type MachineKey,
} from './machines.documents';

interface Closing {
  onClose: () => void;
  onDone: () => void;
}

export function RevokeMachineDialog({ machine, onClose, onDone }: Closing & { machine: Machine }) {
  const t = useTranslations('machines.revoke');
  const request = useRequest(RevokeMachineMutation);
  const submit = async () => {
    const outcome = await request.run({ machineId: machine.id });
    if (outcome.ok) onDone();
  };
  return (
    <ConfirmDialog
      title={t('title', { name: machine.name })}
      text={t('text')}
      cancel={t('cancel')}
      confirm={t('action')}
      busy={request.busy}
      failure={request.failure}
      onClose={onClose}
      onConfirm={() => void submit()}
    />
  );
}

export function RevokeKeyDialog({ machineKey, onClose, onDone }: Closing & { machineKey: MachineKey }) {
  const t = useTranslations('machines.revokeKey');
  const request = useRequest(RevokeMachineKeyMutation);
  const submit = async () => {
    const outcome = await request.run({ id: machineKey.id });
    if (outcome.ok) onDone();
  };
  return (
    <ConfirmDialog
      title={t('title', { key: machineKey.shown.slice(0, 16) })}
      text={t('text')}
      cancel={t('cancel')}
      confirm={t('action')}
      busy={request.busy}
      failure={request.failure}
      onClose={onClose}
      onConfirm={() => void submit()}
    />
  );
}
