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

const entry = (id: string, body: unknown, createdAt: number, author = 'Harbor Pharmacy') => ({
  id,
  category: 'medications' as const,
  outcome: {
    kind: 'read',
    entry: {
      kind: 'fhir/R4',
      author: { name: author, party: 6, signKey: new Uint8Array(32) },
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
  const lines = linesOf([entry('a', dispense, 1), entry('b', takenBack(dispense), 2, 'Elm Street Drugs')]);
  expect(lines.map((line) => line.kind === 'read' && line.summary.state)).toEqual(['taken-back', 'current']);
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
