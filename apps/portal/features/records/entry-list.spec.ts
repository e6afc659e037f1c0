import { VaultError, type ListedEntry } from '@custodia/vault';
import { expect, it } from 'vitest';
import { linesOf } from './entry-list';
import { medicationDispense, takenBack, type Resource } from './fhir';

const dispense = medicationDispense({
  lineId: 'line-1',
  gtin: '00307812613764',
  name: 'Amoxicillin',
  quantity: 21,
  unit: 'capsule',
  lotNumber: 'A1',
  pharmacy: 'Harbor Pharmacy',
  handedOverAt: '2026-11-22T16:02:00.000Z',
});

const entry = (id: string, body: unknown, createdAt: number, author = 'Harbor Pharmacy', key = 0) => ({
  id,
  category: 'medications' as const,
  outcome: {
    kind: 'read',
    entry: {
      kind: 'fhir/R4',
      author: { name: author, party: 6, signKey: new Uint8Array(32).fill(key) },
      createdAt,
      body,
    },
  } as unknown as ListedEntry,
});

it('shows the corrected state first, and what was said before it', () => {
  const lines = linesOf([entry('a', dispense, 1), entry('b', takenBack(dispense), 2)]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    id: 'b',
    summary: { state: 'taken-back' },
    before: [{ state: 'current' }],
  });
});

it('lets nobody correct what somebody else wrote', () => {
  const forged = entry('b', takenBack(dispense), 2, 'Harbor Pharmacy', 1);
  const lines = linesOf([entry('a', dispense, 1), forged]);
  expect(lines.map((line) => line.kind === 'read' && line.summary.state)).toEqual(['taken-back', 'current']);
});

it('goes by the party for which two nodes took it, not by the name that it claims', () => {
  const harbor = { party: 6, name: 'Harbor Pharmacy' };
  const mine = { ...entry('a', dispense, 1), writer: harbor };
  // Another device of the same pharmacy corrects; another pharmacy that claims its name does not.
  const colleague = { ...entry('b', takenBack(dispense), 2, 'Harbor Pharmacy', 1), writer: harbor };
  expect(linesOf([mine, colleague])).toMatchObject([{ id: 'b', before: [{ state: 'current' }] }]);
  const forged = { ...colleague, writer: { party: 7, name: 'Elm Street Drugs' } };
  const lines = linesOf([mine, forged]);
  expect(lines).toMatchObject([
    { id: 'b', handedInBy: 'Elm Street Drugs' },
    { id: 'a', summary: { state: 'current' }, before: [] },
  ]);
  expect(lines[1]).not.toHaveProperty('handedInBy');
});

it('names what cannot be read, and goes on', () => {
  const broken: ListedEntry = { kind: 'unreadable', error: new VaultError('ENTRY_UNREADABLE', 'no') };
  const lines = linesOf([
    { id: 'x', category: 'medications', outcome: broken, from: 'Elm Street Drugs' },
    entry('y', 'no resource' as unknown as Resource, 3),
    entry('a', dispense, 1),
  ]);
  expect(lines.map((line) => [line.kind, line.id, line.kind === 'read' ? line.author : line.from])).toEqual([
    ['read', 'a', 'Harbor Pharmacy'],
    ['unreadable', 'x', 'Elm Street Drugs'],
    ['unreadable', 'y', 'Harbor Pharmacy'],
  ]);
});
