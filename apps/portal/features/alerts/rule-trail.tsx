'use client';

import { IconHistory } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ResultOf } from '@/lib/graphql';
import type { Pages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import type { RuleChangesQuery } from './rules.documents';
import { usePlaceWords } from './use-place-words';

export type RuleChange = ResultOf<typeof RuleChangesQuery>['ruleChanges']['nodes'][number];

/** How what is set came to be so. */
export function RuleTrail({ pages }: { pages: Pages<RuleChange> }) {
  const t = useTranslations('rules.thresholds');
  const format = useFormatter();
  const { moment } = useTime();
  const { settingName } = usePlaceWords();
  const what = ({ name, country, from, to, returned }: RuleChange) => {
    const shown = (value: string | null) =>
      value === null ? t('none') : name === 'hotline' ? value : format.number(Number(value));
    const was = t('was', { from: shown(from), to: shown(to) });
    return returned ? t(country ? 'wasAsMarket' : 'wasAsDelivered', { was }) : was;
  };
  return (
    <Sheet flush title={t('history')}>
      <PagedTable
        pages={pages}
        label={t('history')}
        rowKey={(change) => `${settingName(change)} ${String(change.at)}`}
        columns={[
          { key: 'name', header: t('name'), cell: settingName },
          { key: 'what', header: t('changed'), cell: what },
          { key: 'reason', header: t('reason'), cell: ({ reason }) => reason },
          {
            key: 'who',
            header: t('by'),
            cell: ({ at, changedBy }) => [changedBy, moment(at)].filter(Boolean).join(', '),
          },
        ]}
        empty={
          <EmptyNote icon={IconHistory} title={t('unchanged')}>
            {t('unchangedText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
