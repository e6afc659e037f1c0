'use client';

import { IconBuildingWarehouse, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { Sheet } from '@/ui/sheet';
import { StateMark } from '@/ui/state-mark';
import { minutesToReach } from './reach';
import type { Recall } from './recalls.documents';

/** Who holds packs of the recall now, and whether they have acknowledged it. */
export function RecallHolders({ recall }: { recall: Recall }) {
  const t = useTranslations('recalls');
  const { number, moment } = useTime();
  const known = recall.holders.filter(({ acknowledgedAt }) => acknowledgedAt !== null);
  const slowest = Math.max(
    0,
    ...known.map(({ acknowledgedAt }) => minutesToReach(recall.approvedAt, acknowledgedAt) ?? 0),
  );
  const lead =
    recall.own &&
    recall.holders.length > 0 &&
    t('reached', { known: known.length, sites: recall.holders.length, minutes: slowest });
  return (
    <Sheet flush title={t('holders')} {...(lead ? { lead } : {})}>
      <DataTable
        label={t('holders')}
        rows={recall.holders}
        rowKey={({ site }) => site.id}
        columns={[
          { key: 'site', header: t('site'), cell: ({ site }) => site.name },
          { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
          { key: 'supplied', header: t('supplied'), align: 'end', cell: ({ supplied }) => number(supplied) },
          {
            key: 'acknowledged',
            header: t('acknowledged'),
            cell: ({ acknowledgedAt }) =>
              acknowledgedAt ? (
                <StateMark tone="ok" icon={IconCircleCheck}>
                  {moment(acknowledgedAt)}{' '}
                  {t('after', { minutes: minutesToReach(recall.approvedAt, acknowledgedAt) ?? 0 })}
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
