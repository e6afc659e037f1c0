'use client';

import { useTranslations } from 'next-intl';
import { useRequest } from '@/lib/use-request';
import { ReasonDialog } from '@/ui/reason-dialog';
import { ChangeThresholdMutation, type Threshold } from './rules.documents';
import { usePlaceWords } from './use-place-words';

/** Takes back what was set, so that the market's number holds again, or the one as delivered. */
export function ReturnDialog({
  threshold,
  onClose,
  onDone,
}: {
  threshold: Threshold;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('rules.thresholds');
  const { placeName, settingName } = usePlaceWords();
  const request = useRequest(ChangeThresholdMutation);
  const { name, market, country, inherited } = threshold;
  return (
    <ReasonDialog
      title={settingName(threshold)}
      text={
        market && country
          ? t('returnToMarket', { value: inherited, market: placeName({ market, country: null })! })
          : t('returnToStandard', { value: inherited })
      }
      label={t('reason')}
      description={t('reasonText')}
      submit={t('return')}
      cancel={t('cancel')}
      action={request}
      give={async (reason) => {
        const outcome = await request.run({ input: { name, market, country, reason } });
        if (outcome.ok) onDone();
        return outcome.ok;
      }}
      onClose={onClose}
    />
  );
}
