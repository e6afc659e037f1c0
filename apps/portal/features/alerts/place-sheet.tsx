'use client';

import { Button, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { useTime } from '@/lib/use-time';
import { Sheet } from '@/ui/sheet';
import classes from './place-sheet.module.css';
import type { CountryRules, Threshold } from './rules.documents';
import { ThresholdTable } from './threshold-table';
import { usePlaceWords } from './use-place-words';

/** How pharmacies of a country may repeat themselves, and whom they call; of a market for countries without their own. */
export function PlaceSheet({
  markets,
  countries,
  onChange,
  onReturn,
  onHotline,
}: {
  markets: readonly Threshold[];
  countries: readonly CountryRules[];
  onChange: (threshold: Threshold) => void;
  onReturn: (threshold: Threshold) => void;
  onHotline: (country: CountryRules) => void;
}) {
  const t = useTranslations('rules.thresholds');
  const { can, session } = useSession();
  const { day } = useTime();
  const { placeName } = usePlaceWords();
  const own = countries.find(({ market }) => market === session.site.market);
  const [chosen, setChosen] = useState(own ? keyOf(own) : session.site.market);
  const country = countries.find((one) => keyOf(one) === chosen);
  const marketCodes = [...new Set(markets.map(({ market }) => market!))];
  const shownIn = ({ market, country: code, thresholds }: CountryRules) => {
    const twice = countries.some((one) => one.country === code && one.market !== market);
    const name = [placeName({ market, country: code }), twice && placeName({ market, country: null })];
    const label = name.filter(Boolean).join(', ');
    return thresholds.some(({ changedAt }) => changedAt !== null) ? t('withOwn', { place: label }) : label;
  };
  const origin = ({ changedAt, market, country: code }: Threshold) => {
    if (changedAt !== null) return t('ownSince', { day: day(changedAt) });
    return code ? t('asMarket', { market: placeName({ market, country: null })! }) : t('asDelivered');
  };
  return (
    <Sheet
      flush
      title={t('places.title')}
      lead={t('places.lead')}
      actions={
        <Select
          aria-label={t('places.where')}
          allowDeselect={false}
          searchable={countries.length > 10}
          data={[
            {
              group: t('places.countries'),
              items: countries
                .map((one) => ({ value: keyOf(one), label: shownIn(one) }))
                .sort((a, b) => a.label.localeCompare(b.label)),
            },
            {
              group: t('places.markets'),
              items: marketCodes.map((market) => ({
                value: market,
                label: t('wholeMarket', { market: placeName({ market, country: null })! }),
              })),
            },
          ]}
          value={chosen}
          onChange={(value) => value && setChosen(value)}
        />
      }
    >
      <ThresholdTable
        label={t('places.title')}
        thresholds={country?.thresholds ?? markets.filter(({ market }) => market === chosen)}
        origin={origin}
        onChange={onChange}
        onReturn={onReturn}
      />
      {country && (
        <div className={classes.hotline}>
          <dl>
            <dt>{t('names.hotline')}</dt>
            <dd>{country.hotline ?? t('none')}</dd>
            <dd>
              <p>{t(country.hotline ? 'hotline.shown' : 'hotline.notShown')}</p>
            </dd>
          </dl>
          {can('rule.tune') && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('changeOf', { name: t('names.hotline') })}
              onClick={() => onHotline(country)}
            >
              {t('change')}
            </Button>
          )}
        </div>
      )}
    </Sheet>
  );
}

function keyOf({ market, country }: Pick<CountryRules, 'market' | 'country'>): string {
  return `${market} ${country}`;
}
