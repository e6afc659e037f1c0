'use client';

import { Button, Group } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { DataTable, type Column } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import type { Threshold } from './rules.documents';
import { usePlaceWords } from './use-place-words';

/** What holds now, and what is sensible. */
export function ThresholdTable({
  label,
  thresholds,
  origin,
  onChange,
  onReturn,
}: {
  label: string;
  thresholds: readonly Threshold[] | undefined;
  /** Of a place: where what holds comes from. */
  origin?: (threshold: Threshold) => string;
  onChange: (threshold: Threshold) => void;
  onReturn: (threshold: Threshold) => void;
}) {
  const t = useTranslations('rules.thresholds');
  const format = useFormatter();
  const { can } = useSession();
  const { settingName } = usePlaceWords();
  const from: Column<Threshold> = origin
    ? { key: 'origin', header: t('origin'), cell: origin }
    : {
        key: 'standard',
        header: t('standard'),
        align: 'end',
        wideOnly: true,
        cell: ({ standard }) => format.number(standard),
      };
  return (
    <DataTable
      label={label}
      rows={thresholds}
      rowKey={settingName}
      columns={[
        { key: 'name', header: t('name'), cell: ({ name }) => t(`names.${name}`) },
        {
          key: 'value',
          header: t('value'),
          align: 'end',
          cell: ({ value }) => <strong>{format.number(value)}</strong>,
        },
        from,
        {
          key: 'range',
          header: t('range'),
          align: 'end',
          wideOnly: true,
          cell: ({ least, most }) => t('fromTo', { least, most }),
        },
        {
          key: 'change',
          header: '',
          align: 'end',
          cell: (threshold) =>
            can('rule.tune') && (
              <Group gap="xs" justify="flex-end">
                {threshold.changedAt !== null && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t('returnOf', { name: settingName(threshold) })}
                    onClick={() => onReturn(threshold)}
                  >
                    {t('return')}
                  </Button>
                )}
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('changeOf', { name: settingName(threshold) })}
                  onClick={() => onChange(threshold)}
                >
                  {t('change')}
                </Button>
              </Group>
            ),
        },
      ]}
      empty={<EmptyNote icon={IconAdjustments} title={label} />}
    />
  );
}
