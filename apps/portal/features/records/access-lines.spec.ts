import { describe, expect, it } from 'vitest';
import type { AccessLine } from '@custodia/vault';
import { emergencyReasonOf, seenLines, sentenceOf, type SeenLine } from './access-lines';

const opened: SeenLine = {
  key: '1',
  event: 'break-glass',
  time: 1_790_000_000,
  organisation: 'Heart Clinic',
  person: 'Dr. Yusuf Amin',
  categories: ['emergency-summary'],
  purpose: 'BTG',
  reason: 'cannot-answer After a stroke',
  requestHash: '0x01',
  nodes: 2,
};

describe('an emergency in the log', () => {
  it('is told with its reason, in the reader’s words where there are any', () => {
    expect(emergencyReasonOf(opened)).toEqual({ reason: 'cannot-answer', words: 'After a stroke' });
    expect(emergencyReasonOf({ ...opened, reason: 'other' })).toEqual({ reason: 'other', words: '' });
    expect(emergencyReasonOf({ ...opened, reason: 'otherwise' })).toBeUndefined();
    expect(emergencyReasonOf({ ...opened, event: 'denial' })).toBeUndefined();
  });

  it('is told apart from what is read in it', () => {
    expect(sentenceOf(opened)).toBe('break-glass');
    expect(sentenceOf({ ...opened, reason: '' })).toBe('emergency-read');
  });

  it('was without the ledger where any node says so', () => {
    const lines = [{}, { away: true }].map(
      (said, seq) => ({ ...opened, ...said, node: `node-${seq}`, seq }) as unknown as AccessLine,
    );
    expect(seenLines(lines)).toMatchObject([{ nodes: 2, away: true }]);
    expect(seenLines(lines.slice(0, 1))[0]).not.toHaveProperty('away');
  });
});

it('a recovery is told once for each thing that became of it, and not three times for three nodes', () => {
  const lines = ['asked', 'cancelled', 'handed-over'].flatMap((reason) =>
    ['node-1', 'node-2', 'node-3'].map(
      (node, seq) =>
        ({ ...opened, event: 'recovery', reason, requestHash: '0x02', node, seq }) as unknown as AccessLine,
    ),
  );
  const seen = seenLines(lines);
  expect(seen.map(({ nodes }) => nodes)).toEqual([3, 3, 3]);
  expect(seen.map(sentenceOf)).toEqual(['recovery', 'recovery-stopped', 'recovery-done']);
});
