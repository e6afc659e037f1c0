'use client';

import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconBox, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import type { ContainerScans } from './use-container-scans';

/** Cartons and pallets to go along: scanned anywhere on the screen, or typed. */
export function ContainerLines({ containers }: { containers: ContainerScans }) {
  const t = useTranslations('custody.containers');
  const { number } = useTime();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void containers.add(typed).then(() => setTyped(''));
  };
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput
            aria-label={t('sscc')}
            placeholder={t('sscc')}
            leftSection={<IconBox size={16} stroke={1.7} aria-hidden />}
            inputMode="numeric"
            w={280}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={typed.trim() === ''}>
            {t('add')}
          </Button>
        </Group>
      </form>
      {containers.failure && (
        <Group mt="sm">
          <FailureNote failure={containers.failure} />
        </Group>
      )}
      {containers.list.length > 0 && (
        <DataTable
          label={t('title')}
          rows={containers.list}
          rowKey={({ sscc }) => sscc}
          columns={[
            { key: 'sscc', header: 'SSCC', cell: ({ sscc }) => <CodeText>{sscc}</CodeText> },
            { key: 'kind', header: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
            { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
            {
              key: 'remove',
              header: '',
              align: 'end',
              cell: ({ sscc }) => (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('remove', { sscc })}
                  onClick={() => containers.remove(sscc)}
                >
                  <IconX size={16} />
                </ActionIcon>
              ),
            },
          ]}
          empty={null}
        />
      )}
    </Sheet>
  );
}
