'use client';

import { useTranslations } from 'next-intl';
import { useOperationName } from '@/features/ledger/use-operation-name';
import { useRefusalText } from '@/features/ledger/use-refusal-text';
import { useTime } from '@/lib/use-time';
import type { Fact } from '@/ui/fact-list';
import type { Alert, IncidentSummary } from './alerts.documents';

type Facts = Alert['facts'];
/** In the order in which they are shown. */
const SHOWN = [
  'gtin',
  'lot',
  'serial',
  'expiry',
  'verdict',
  'channel',
  'field',
  'read',
  'expected',
  'repeats',
  'holder',
  'operation',
  'reason',
  'irregularReason',
  'handedOut',
  'dispensedHere',
  'suppliedElsewhere',
  'shipment',
  'missing',
  'unexpected',
  'count',
  'minutes',
  'hours',
  'serials',
  'at',
] as const satisfies readonly (keyof Facts)[];

/** What an alert says, in the reader's language: the API sends what was found and the facts, not sentences. */
export function useAlertWords() {
  const t = useTranslations('alerts');
  const incidents = useTranslations('incidents');
  const verdicts = useTranslations('verdict.short');
  const refusalText = useRefusalText();
  const operationName = useOperationName();
  const { moment } = useTime();

  const irregular = (code: string) => {
    const key = `irregular.${code}` as 'irregular.OTHER';
    return t.has(key) ? t(key) : code;
  };
  const words: { [Key in keyof Facts]?: (value: NonNullable<Facts[Key]>) => string } = {
    at: moment,
    verdict: (name) => (verdicts.has(name as 'PackOk') ? verdicts(name as 'PackOk') : name),
    channel: (code) => t(`channels.${code as 'WEDGE'}`),
    field: (name) => t(`fields.${name as 'lot'}`),
    holder: (code) => t(`holders.${code}`),
    repeats: (count) => t('times', { count }),
    reason: refusalText,
    operation: operationName,
    irregularReason: irregular,
    serials: (numbers) => numbers.join(', '),
  };
  const show = <Key extends keyof Facts>(key: Key, value: NonNullable<Facts[Key]>): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    return words[key]?.(value) ?? String(value);
  };

  return {
    title: ({ rule }: Pick<Alert, 'rule'>): string => t(`rules.${rule}`),
    sentence: ({ finding, facts }: Pick<Alert, 'finding' | 'facts'>): string =>
      t(`findings.${finding}` as 'findings.READ_ELSEWHERE', {
        pack: facts.serial ? t('namedPack', { serial: facts.serial }) : t('somePack'),
        gtin: facts.gtin ?? '',
        lot: facts.lot ?? '',
        shipment: facts.shipment ?? '',
        field: facts.field ?? '',
        count: facts.count ?? 0,
        minutes: facts.minutes ?? 0,
        hours: facts.hours ?? 0,
        missing: facts.missing ?? 0,
        unexpected: facts.unexpected ?? 0,
        reason: facts.reason ? refusalText(facts.reason) : '',
        operation: facts.operation ? operationName(facts.operation) : '',
        cause: irregular(facts.irregularReason ?? 'OTHER'),
      }),
    facts: (facts: Facts): Fact[] =>
      SHOWN.flatMap((key) => {
        const value = facts[key];
        return value == null ? [] : [{ label: t(`facts.${key}`), value: show(key, value) }];
      }),
    score: ({ scoreParts }: Pick<IncidentSummary, 'scoreParts'>): string =>
      incidents('scoreOf', { ...scoreParts, severity: t(`severity.${scoreParts.gravest}`) }),
  };
}
