'use client';

import { Button, Modal, Stack, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useStore } from '@/lib/store';
import { operatorSwitchOpen } from './operator-switch-store';
import { PinForm } from './pin-form';
import { TerminalOperatorsQuery } from './session.documents';
import { useSession } from './session-provider';

/** Changes the person at a shared terminal: pick a name, type the PIN. */
export function OperatorSwitch() {
  const t = useTranslations('operator');
  const opened = useStore(operatorSwitchOpen);
  const close = () => operatorSwitchOpen.set(false);
  return (
    <Modal opened={opened} onClose={close} title={t('switch')} size="sm">
      <SwitchForm onDone={close} />
    </Modal>
  );
}

function SwitchForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('operator');
  const router = useRouter();
  const { session, adopt } = useSession();
  const [{ data }] = useQuery({ query: TerminalOperatorsQuery, requestPolicy: 'network-only' });
  const others = data?.terminalOperators.filter(({ id }) => id !== session.user.id);
  const addPerson = () => {
    onDone();
    router.push('/sign-in?add=1');
  };

  return (
    <Stack gap="md">
      {others?.length === 0 && <Text c="dimmed">{t('nobodyElse')}</Text>}
      {others && others.length > 0 && (
        <PinForm
          people={others}
          onSession={(next) => {
            onDone();
            adopt(next);
          }}
        />
      )}
      <Button variant="default" onClick={addPerson}>
        {t('addPerson')}
      </Button>
    </Stack>
  );
}
