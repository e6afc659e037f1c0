'use client';

import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useTime } from '@/lib/use-time';
import { LotReasonQuery } from './verification.documents';

/** Why and since when a lot is recalled, in the words of who recalled it. */
export function RecallReason({ lotId }: { lotId: string }) {
  const t = useTranslations('verdict.reason');
  const { day } = useTime();
  const [{ data }] = useQuery({
    query: LotReasonQuery,
    variables: { id: lotId },
    requestPolicy: 'network-only',
  });
  const recall = data?.lot?.recall;
  if (!recall) return t('RecalledPlain');
  return (
    <>
      {t('Recalled', { class: recall.class, since: recall.issuedAt ? day(recall.issuedAt) : '–' })}{' '}
      {recall.text}
    </>
  );
}

/** Why a lot is on hold. */
export function HoldReason({ lotId }: { lotId: string }) {
  const t = useTranslations('verdict.reason');
  const [{ data }] = useQuery({
    query: LotReasonQuery,
    variables: { id: lotId },
    requestPolicy: 'network-only',
  });
  return <>{[t('Held'), data?.lot?.heldReason].filter(Boolean).join(' ')}</>;
}
