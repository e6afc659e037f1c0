import { describe, expect, it } from 'vitest';
import { emergencyReasonOf, sentenceOf, type SeenLine } from './access-lines';

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
});
