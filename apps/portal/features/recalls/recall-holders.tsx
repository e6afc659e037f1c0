'use client';

import { IconBuildingWarehouse, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { Sheet } from '@/ui/sheet';
import { StateMark } from '@/ui/state-mark';
import type { Recall } from './recalls.documents';

/** Who holds packs of the recall now, and whether they have acknowledged it. */
export function RecallHolders({ recall }: { recall: Recall }) {
  const t = useTranslations('recalls');
  const { number, moment } = useTime();
  return (
    <Sheet flush title={t('holders')}>
      <DataTable
        label={t('holders')}
        rows={recall.holders}
        rowKey={({ site }) => site.id}
        columns={[
          { key: 'site', header: t('site'), cell: ({ site }) => site.name },
          { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
          {
            key: 'acknowledged',
            header: t('acknowledged'),
            cell: ({ acknowledgedAt }) =>
              acknowledgedAt ? (
                <StateMark tone="ok" icon={IconCircleCheck}>
                  {moment(acknowledgedAt)}
                </StateMark>
              ) : (
                <StateMark tone="warn" icon={IconClockHour4}>
                  {t('notYet')}
                </StateMark>
              ),
          },
        ]}
        empty={<EmptyNote icon={IconBuildingWarehouse} title={t('noHolders')} />}
      />
    </Sheet>
  );
}
