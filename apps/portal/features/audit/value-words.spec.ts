import { DUTIES, isForMachines, PERMISSIONS } from '@custodia/access';
import { CATEGORIES, PURPOSES } from '@custodia/vault';
import { readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import de from '@/messages/de.json';
import en from '@/messages/en.json';
import fr from '@/messages/fr.json';
import { textOf, VALUE_WORDS } from './value-words';

const source = (path: string) => readFileSync(new URL(`../../../api/${path}`, import.meta.url), 'utf8');
const schema = source('schema.graphql');

/** The values of an enum of the API. */
function enumOf(name: string): string[] {
  const [, body] = new RegExp(`^enum ${name} {\\n([^}]*)^}`, 'm').exec(schema) ?? [];
  if (body === undefined) throw new Error(`The schema has no enum ${name}`);
  return [...body.matchAll(/^ {2}([A-Z_]+)$/gm)].map(([, value]) => value!);
}

const ways = ['password', 'passkey', 'code', 'invitation', 'invitation and passkey'];

/** What a detail can be, where it comes of a closed list. */
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  action: Object.keys(en.audit.areas),
  answer: enumOf('ScanAnswerKind'),
  as: enumOf('ShipmentLineStatus'),
  basis: enumOf('SupplyBasis'),
  before: enumOf('NoticeTopic'),
  by: ['password', 'passkey'],
  categories: CATEGORIES,
  class: ['I', 'II', 'III'],
  code: enumOf('ClosingCode'),
  duties: DUTIES,
  ended: quoted('src/modules/identity/session.store.ts', 'ended'),
  form: enumOf('RecordExportForm'),
  from: DUTIES,
  irregular: enumOf('IrregularReason'),
  kind: [...enumOf('ContainerKind'), ...enumOf('PartyProposalKind'), ...enumOf('DecommissionKind')],
  outcome: [...enumOf('EmergencyReviewOutcome'), ...enumOf('AccessReportOutcome')],
  purpose: PURPOSES,
  reason: [...enumOf('NotDispensedReason'), ...Object.keys(en.record.emergency.reasons)],
  roles: enumOf('SiteRole'),
  scopes: PERMISSIONS.filter(isForMachines),
  status: enumOf('PartyProposalStatus'),
  to: [...DUTIES, ...enumOf('CaseSide')],
  topics: enumOf('NoticeTopic'),
  why: ['terminal.service.ts', 'password-proof.ts', 'code-proof.ts'].flatMap((file) =>
    quoted(`src/modules/identity/${file}`, 'why'),
  ),
  with: [...ways, 'password and code', 'password and recovery code'],
};

/** What is written of a detail in a file of the API. */
function quoted(path: string, detail: string): string[] {
  const found = [...source(path).matchAll(new RegExp(`\\{ ${detail}: '([^']+)'`, 'g'))].map(
    ([, text]) => text!,
  );
  if (found.length === 0) throw new Error(`${path} says nothing of ${detail}`);
  return found;
}

/** Names, numbers, ids and words of people; and refusals, whose code is what one asks about. */
const FREE =
  'addresses attemptsLeft bytes children claimed end entries epochs everywhere evidence failed first format formerUntil ' +
  'founder given gln gtin hash host incident instead invitation items key kid lines lot missing name note number opened ' +
  'packLeftPharmacy parties patient photo proposal ranges refused rejected releaseNode remembered repack requestsPerSecond ' +
  'returned rights run sealedAnew search sessionsEnded signKey since site siteId sites start told units version warnings ' +
  'wrongCode';

const MESSAGES = { en, fr, de };

/** As the screen asks for words. */
function wordsIn(locale: keyof typeof MESSAGES): (path: string) => string | undefined {
  const onError = (error: Error) => {
    throw error;
  };
  const t = createTranslator({ locale, messages: MESSAGES[locale], onError });
  return (path) => (t.has(path as never) ? t(path as never) : undefined);
}

test('of every detail it is said whether its values come of a closed list', () => {
  expect([...Object.keys(VALUE_WORDS), ...FREE.split(' ')].sort()).toEqual(
    Object.keys(en.audit.details).sort(),
  );
  expect(Object.keys(CLOSED).sort()).toEqual(Object.keys(VALUE_WORDS).sort());
});

test.each(['en', 'fr', 'de'] as const)('each of them has a word in %s', (locale) => {
  const wordAt = wordsIn(locale);
  const silent = Object.entries(CLOSED).flatMap(([detail, values]) =>
    values
      .filter((value) => !VALUE_WORDS[detail]?.some((place) => wordAt(place.replace('*', value))))
      .map((value) => `${detail} ${value}`),
  );
  expect(silent).toEqual([]);
});

test('what people wrote, and lists of other things, are shown as they are', () => {
  const wordAt = wordsIn('en');
  const told = (detail: string, value: unknown) => textOf(detail, value, wordAt);
  expect(told('as', 'RECEIVED')).toBe('Received');
  expect(told('duties', ['recall.propose', 'people.manage'])).toBe(
    'Proposing recalls, Inviting and removing people',
  );
  expect(told('with', 'password and recovery code')).toBe('Password and recovery code');
  expect(told('reason', 'OUT_OF_STOCK')).toBe('Out of stock');
  for (const reason of ['Seal under investigation. See 4.2', 'constructor', 'toString.name', '', '{x}'])
    expect(told('reason', reason)).toBe(reason);
  expect(told('lot', 'RECEIVED')).toBe('RECEIVED');
  expect(told('opened', true)).toBe('Yes');
  expect(told('lines', [{ unit: '1/0' }])).toBe('[{"unit":"1/0"}]');
});

test('there is no word for what is no value', () => {
  const known = new Set(Object.values(CLOSED).flat());
  expect(Object.keys(en.audit.values).filter((value) => !known.has(value))).toEqual([]);
});
