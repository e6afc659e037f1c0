'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconKey } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CodeText } from '@/ui/code-text';
import { FactList } from '@/ui/fact-list';
import { Note } from '@/ui/notes';
import { CopyButton } from '@/ui/copy-button';
import type { NewKey } from './machines.documents';

/** A new key, shown this once; of a machine that signs, what it has to say of itself. */
export function ShownKey({ made, onDone }: { made: NewKey; onDone: () => void }) {
  const t = useTranslations('machines.shown');
  const text = made.key ?? `iss=${made.machineId}\nsub=${made.machineId}\nkid=${made.shown}`;
  return (
    <Stack gap="md">
      {made.key ? (
        <>
          <Note tone="warn" icon={IconAlertTriangle}>
            {t('once')}
          </Note>
          <Text component="div" style={{ overflowWrap: 'anywhere' }}>
            <CodeText long>{made.key}</CodeText>
          </Text>
        </>
      ) : (
        <>
          <Note tone="info" icon={IconKey}>
            {t('signs')}
          </Note>
          <FactList
            facts={[
              { label: 'iss, sub', value: <CodeText long>{made.machineId}</CodeText> },
              { label: 'kid', value: <CodeText long>{made.shown}</CodeText> },
            ]}
          />
        </>
      )}
      <Group justify="flex-end">
        <CopyButton text={text} />
        <Button data-autofocus onClick={onDone}>
          {t('kept')}
        </Button>
      </Group>
    </Stack>
  );
}
