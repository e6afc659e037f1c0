'use client';

import { useLocale, useTranslations } from 'next-intl';
import { regionName } from '@/features/parties/region-name';
import type { Threshold } from './rules.documents';

interface Setting {
  readonly name: Threshold['name'] | 'hotline';
  readonly market: string | null;
  readonly country: string | null;
}

/** How a market, a country in it, and what is set for them are called. */
export function usePlaceWords() {
  const t = useTranslations('rules.thresholds');
  const locale = useLocale();
  const placeName = ({ market, country }: Pick<Setting, 'market' | 'country'>): string | null => {
    const code = country ?? market;
    return code && (regionName(code, locale) ?? code);
  };
  const settingName = (setting: Setting): string => {
    const place = placeName(setting);
    const name = t(`names.${setting.name}`);
    return place ? t('ofPlace', { place, name }) : name;
  };
  return { placeName, settingName };
}
