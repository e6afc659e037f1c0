'use client';

import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import { emergencyReasonOf, sentenceOf, type SeenLine } from './access-lines';

/** A line of the access log in a plain sentence, and why in an emergency. */
export function useTold(): (line: SeenLine) => { readonly told: string; readonly why: string | undefined } {
  const t = useTranslations('record');
  const time = useTime();
  return (line) => {
    const told = t(`log.sentences.${sentenceOf(line)}`, {
      person: line.person,
      site: line.organisation,
      parts: line.categories.map((one) => t(`categories.${one}`)).join(', ') || t('log.nothing'),
      time: time.moment(new Date(line.time * 1000).toISOString()),
      event: line.event,
    });
    const emergency = emergencyReasonOf(line);
    const why = [
      emergency && t('log.why', { reason: t(`emergency.reasons.${emergency.reason}`) }),
      emergency?.words && t('log.words', { words: emergency.words }),
      line.away && t('log.away'),
    ];
    return { told, why: why.filter(Boolean).join(' ') || undefined };
  };
}
