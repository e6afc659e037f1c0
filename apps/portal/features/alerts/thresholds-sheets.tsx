'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { usePages } from '@/lib/use-pages';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { HotlineDialog } from './hotline-dialog';
import { PlaceSheet } from './place-sheet';
import { ReturnDialog } from './return-dialog';
import { RuleTrail } from './rule-trail';
import { RuleChangesQuery, RuleThresholdsQuery, type CountryRules, type Threshold } from './rules.documents';
import { ThresholdDialog } from './threshold-dialog';
import { ThresholdTable } from './threshold-table';

type Changing =
  | { readonly what: 'number' | 'return'; readonly threshold: Threshold }
  | { readonly what: 'hotline'; readonly place: CountryRules };

/** What verdicts and rules go by: what holds for all, what in a country, and how it came to be so. */
export function ThresholdsSheets() {
  const t = useTranslations('rules.thresholds');
  const [{ data, error }, execute] = useQuery({
    query: RuleThresholdsQuery,
    requestPolicy: 'cache-and-network',
  });
  const trail = usePages(RuleChangesQuery, ({ ruleChanges }) => ruleChanges, {}, 10);
  const [changing, setChanging] = useState<Changing>();
  const reload = () => execute({ requestPolicy: 'network-only' });
  const dialog = {
    onClose: () => setChanging(undefined),
    onDone: () => {
      setChanging(undefined);
      reload();
      trail.refetch();
    },
  };
  const change = {
    onChange: (threshold: Threshold) => setChanging({ what: 'number', threshold }),
    onReturn: (threshold: Threshold) => setChanging({ what: 'return', threshold }),
  };
  return (
    <>
      <Sheet flush title={t('title')} lead={t('lead')}>
        {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
        {(data ?? !error) && (
          <ThresholdTable
            label={t('title')}
            thresholds={data?.ruleThresholds.filter(({ market }) => market === null)}
            {...change}
          />
        )}
      </Sheet>
      {data && (
        <PlaceSheet
          markets={data.ruleThresholds.filter(({ market }) => market !== null)}
          countries={data.countryRules}
          onHotline={(place) => setChanging({ what: 'hotline', place })}
          {...change}
        />
      )}
      <RuleTrail pages={trail} />
      {changing?.what === 'number' && <ThresholdDialog threshold={changing.threshold} {...dialog} />}
      {changing?.what === 'return' && <ReturnDialog threshold={changing.threshold} {...dialog} />}
      {changing?.what === 'hotline' && <HotlineDialog place={changing.place} {...dialog} />}
    </>
  );
}
