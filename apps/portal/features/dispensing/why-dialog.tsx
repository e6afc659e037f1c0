'use client';

import { Button, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

const REASONS = ['wrongPack', 'returned', 'reported', 'training'] as const;

/** Leaves a red card without quarantine: why the pack needs none. */
export function WhyDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations('dispensing.why');
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <Stack gap="xs">
        <Text c="dimmed" mb="xs">
          {t('text')}
        </Text>
        {REASONS.map((reason) => (
          <Button key={reason} variant="default" justify="flex-start" size="md" onClick={onDone}>
            {t(reason)}
          </Button>
        ))}
      </Stack>
    </Modal>
  );
}
