'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { OpenContainerMutation, type Container } from './custody.documents';

/** Opens a carton or pallet. Its label means nothing afterwards, so it asks before. */
export function OpenContainer({ container, onOpened }: { container: Container; onOpened: () => void }) {
  const t = useTranslations('custody.containers');
  const { can } = useSession();
  const action = useAction(OpenContainerMutation);
  const [asking, setAsking] = useState(false);
  if (!can('container.pack') || container.units === 0) return null;
  const open = async () => {
    const outcome = await action.run({ sscc: container.sscc });
    if (!outcome.ok) return;
    setAsking(false);
    onOpened();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPackage size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('open')}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t(`openTitle.${container.kind}`)}>
        <Stack gap="md">
          <Text c="dimmed">{t(`openText.${container.kind}`)}</Text>
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('keepClosed')}
            </Button>
            <Button loading={action.busy} onClick={() => void open()} data-autofocus>
              {t('open')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
