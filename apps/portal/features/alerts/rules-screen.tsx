'use client';

import { useTranslations } from 'next-intl';
import { WarningRates } from '@/features/warnings/warning-rates';
import { Page } from '@/ui/page';
import { RuleRates } from './rule-rates';
import { ThresholdsSheets } from './thresholds-sheets';

/** How good the rules are, and what they go by. */
export function RulesScreen() {
  const t = useTranslations('rules');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <RuleRates />
      <WarningRates />
      <ThresholdsSheets />
    </Page>
  );
}
