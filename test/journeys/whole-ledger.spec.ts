import { describe, expect, it } from 'vitest';
import { agreedItem, agreedRun, everything } from './agreement.js';

describe('the database and the contracts', () => {
  it('say the same of every pack and of every prescription item, from the demo on', async () => {
    const { runIds, items } = await everything();
    expect(runIds.length).toBeGreaterThan(5);
    for (const runId of runIds) {
      const { segments, statuses } = await agreedRun(runId);
      // Segments cover every pack once.
      expect(segments.reduce((next, { start, end }) => (start === next ? end : -1), 0)).toBe(statuses.length);
    }
    for (const item of items) await agreedItem(item);
  });
});
