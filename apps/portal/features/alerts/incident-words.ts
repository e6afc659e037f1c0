import type { VariablesOf } from '@/lib/graphql';
import type { Alert, IncidentsQuery } from './alerts.documents';

type Rule = Alert['rule'];
export type IncidentWord = NonNullable<VariablesOf<typeof IncidentsQuery>['words']>[number];

/** A single letter is in every rule's name. */
const SHORTEST_OF_RULE = 2;

/** What was typed to find incidents by, word by word; the API has no names of rules, so that each word says which it may mean. */
export function incidentWords(typed: string, rules: Readonly<Record<string, string>>): IncidentWord[] {
  return typed
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((text) => ({
      text,
      rules: text.length < SHORTEST_OF_RULE ? [] : meant(plain(text), rules),
    }));
}

function meant(word: string, rules: Readonly<Record<string, string>>): Rule[] {
  return Object.entries(rules).flatMap(([rule, name]) => (plain(name).includes(word) ? [rule as Rule] : []));
}

/** Without case and accents, as people type in a hurry. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
