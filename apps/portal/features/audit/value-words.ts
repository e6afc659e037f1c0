/** Where values of closed lists that stand in details of an act have their words: under the detail, for `*` the value. */
export const VALUE_WORDS: Readonly<Record<string, readonly string[]>> = {
  action: ['audit.areas.*'],
  answer: ['verdict.answers.*'],
  as: ['custody.status.*'],
  basis: ['basket.bases.*'],
  before: ['notices.topics.*'],
  by: ['audit.values.*'],
  categories: ['record.categories.*'],
  class: ['recalls.propose.classes.*'],
  code: ['incidents.codes.*'],
  duties: ['people.duties.*'],
  ended: ['audit.values.*'],
  form: ['audit.values.*'],
  from: ['people.duties.*'],
  irregular: ['alerts.irregular.*'],
  kind: ['custody.containers.kinds.*', 'custody.orders.*.action', 'audit.values.*'],
  outcome: ['audit.values.*'],
  purpose: ['audit.values.*'],
  reason: ['basket.notDispensed.reasons.*', 'record.emergency.reasons.*'],
  roles: ['siteRole.*'],
  scopes: ['machines.scopes.*'],
  status: ['parties.proposals.status.*'],
  to: ['people.duties.*', 'cases.sides.*'],
  topics: ['notices.topics.*'],
  why: ['audit.values.*'],
  with: ['audit.values.*'],
};

/** What was recorded under a detail, in words where it comes of a closed list. */
export function textOf(detail: string, value: unknown, wordAt: (path: string) => string | undefined): string {
  if (typeof value === 'boolean') return wordAt(`audit.${value ? 'yes' : 'no'}`) ?? String(value);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.map((one) => textOf(detail, one, wordAt)).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  // What every object has by nature is no word of ours, and may be what somebody wrote.
  if (value.split('.').some((part) => part in {})) return value;
  for (const place of VALUE_WORDS[detail] ?? []) {
    const word = wordAt(place.replace('*', () => value));
    if (word !== undefined) return word;
  }
  return value;
}
