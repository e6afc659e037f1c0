'use client';

import { NativeSelect, SegmentedControl, SimpleGrid } from '@mantine/core';
import { CATEGORIES, type Category } from '@custodia/vault';
import { useTranslations } from 'next-intl';
import type { Wanted } from './looks';

const PERIODS = [0, 7, 30, 365] as const;

/** By whom, what and when the access log is narrowed. */
export function LogFilter({
  wanted,
  readers,
  onChange,
}: {
  wanted: Wanted;
  /** Everybody in the log. */
  readers: readonly string[];
  onChange: (wanted: Wanted) => void;
}) {
  const t = useTranslations('record');
  return (
    <>
      <SegmentedControl
        value={wanted.kind}
        onChange={(kind: Wanted['kind']) => onChange({ ...wanted, kind })}
        aria-label={t('log.filter')}
        data={(['all', 'looks', 'refused'] as const).map((one) => ({
          value: one,
          label: t(`log.filters.${one}`),
        }))}
      />
      <NativeSelect
        label={t('log.who')}
        value={wanted.who}
        onChange={({ currentTarget }) => onChange({ ...wanted, who: currentTarget.value })}
        data={[{ value: '', label: t('log.everybody') }, ...readers]}
      />
      <SimpleGrid cols={2} spacing="xs">
        <NativeSelect
          label={t('log.part')}
          value={wanted.part}
          onChange={({ currentTarget }) =>
            onChange({ ...wanted, part: currentTarget.value as Category | '' })
          }
          data={[
            { value: '', label: t('log.allParts') },
            ...CATEGORIES.map((one) => ({ value: one as string, label: t(`categories.${one}`) })),
          ]}
        />
        <NativeSelect
          label={t('log.when')}
          value={String(wanted.days)}
          onChange={({ currentTarget }) => onChange({ ...wanted, days: Number(currentTarget.value) })}
          data={PERIODS.map((days) => ({
            value: String(days),
            label: days === 0 ? t('log.always') : t('log.days', { count: days }),
          }))}
        />
      </SimpleGrid>
    </>
  );
}
