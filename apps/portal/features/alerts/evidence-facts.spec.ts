import { describe, expect, it } from 'vitest';
import { evidenceFacts } from './evidence-facts';

describe('evidenceFacts', () => {
  it('says nothing about what is no record', () => {
    expect(evidenceFacts(null)).toEqual([]);
    expect(evidenceFacts('text')).toEqual([]);
  });

  it('names nested facts by where they stand', () => {
    expect(evidenceFacts({ firstScan: { at: '10:02' }, serialNumbers: ['A', 'B'], nearMiss: false })).toEqual(
      [
        { label: 'First scan At', value: '10:02' },
        { label: 'Serial numbers', value: 'A, B' },
        { label: 'Near miss', value: '✗' },
      ],
    );
  });
});
