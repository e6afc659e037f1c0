import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditActions, auditEntries, auditSystems } from './audit-actions.js';

const actions = auditActions();
const { subjects, details } = auditEntries();
const systems = auditSystems();
const written = [...new Set(actions.filter((one) => one.written).map(({ action }) => action))].sort();

interface Words {
  readonly areas: Readonly<Record<string, string>>;
  readonly actions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly subjects: Readonly<Record<string, string>>;
  readonly systems: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, string>>;
}

/** Details that a variable carries into an entry, as what is proposed about a party, or the filter of an export. */
const CARRIED = ['action', 'gln', 'roles', 'search', 'site'];

const wordsOf = (language: string): Words => {
  const file = new URL(`../../apps/portal/messages/${language}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { audit: Words }).audit;
};

test('the sources are read: what a pharmacy does is among the actions, and what the node does by itself', () => {
  expect(written).toEqual(expect.arrayContaining(['dispensing.dispense', 'custody.return', 'secret.rewrap']));
  expect(written).not.toContain('housekeeping.tidy');
  expect(actions.length).toBeGreaterThan(150);
});

test.each(['en', 'fr', 'de'])(
  'all that can stand in the trail has words in %s, and nothing else has',
  (language) => {
    const words = wordsOf(language);
    const named = Object.entries(words.actions).flatMap(([area, ones]) =>
      Object.keys(ones).map((one) => `${area}.${one}`),
    );
    expect(named.sort()).toEqual(written);
    const areas = new Set(written.map((action) => action.split('.')[0]));
    expect(Object.keys(words.areas).sort()).toEqual([...areas].sort());
  },
);

test.each(['en', 'fr', 'de'])(
  'so has what an act is about, who acts, and what is told of it, in %s',
  (language) => {
    expect(subjects.length).toBeGreaterThan(30);
    const words = wordsOf(language);
    expect(Object.keys(words.subjects).sort()).toEqual(subjects);
    expect(Object.keys(words.systems).sort()).toEqual(systems);
    expect(Object.keys(words.details).sort()).toEqual([...new Set([...details, ...CARRIED])].sort());
  },
);

test('the trail is searched by all that its actions are about', () => {
  const file = new URL('../../apps/portal/features/audit/use-action-name.ts', import.meta.url);
  const [, list = ''] = /AREAS = \[([^\]]*)\]/.exec(readFileSync(file, 'utf8')) ?? [];
  const areas = [...list.matchAll(/'([a-z-]+)'/g)].map(([, area]) => area);
  expect(areas).toEqual([...new Set(written.map((action) => action.split('.')[0]))].sort());
});
