import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { ThresholdsModule, ThresholdsService } from './index.js';
import { ThresholdsResolver, type ChangeThresholdInput } from './thresholds.resolver.js';

let bench: Bench;
let regulator: Actor;
beforeAll(async () => {
  bench = await openBench({ imports: [ThresholdsModule] });
  regulator = await anActor(bench, { roles: ['REGULATOR'], name: 'Nora Lind' });
});
afterAll(() => bench.close());

const change = (input: ChangeThresholdInput) =>
  bench.get(ThresholdsResolver).changeThreshold(regulator, input);
async function the(name: ChangeThresholdInput['name'], market: string | null = null) {
  const resolver = bench.get(ThresholdsResolver);
  const found = (await resolver.ruleThresholds()).find(
    (one) => one.name === name && resolver.market(one) === market,
  );
  return { ...found!, changes: await resolver.changes(found!) };
}

describe('the numbers that verdicts and rules go by', () => {
  it('keep what they were, became, why and by whom', async () => {
    const name = 'travelMinutes' as const;
    await change({ name, value: 45, reason: 'Towns lie closer here.' });
    await change({ name, value: 50, reason: ' Too many. ' });
    for (const [value, reason] of [
      [4, 'x'],
      [1_441, 'x'],
      [10.5, 'x'],
      [60, ' '],
    ] as const)
      await expect(change({ name, value, reason })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await the(name)).toMatchObject({
      value: 50,
      standard: 60,
      least: 5,
      most: 1_440,
      reason: 'Too many.',
      changes: [
        { from: 45, to: 50, reason: 'Too many.', changedBy: 'Nora Lind' },
        { from: 60, to: 45, reason: 'Towns lie closer here.', changedBy: 'Nora Lind' },
      ],
    });
  });

  it('let each market have its own of how a pharmacy may repeat itself, with the same trail', async () => {
    const name = 'repeatTolerance' as const;
    await change({ name, market: 'EU', value: 4, reason: 'Hospitals read twice.' });
    expect(await the(name, 'EU')).toMatchObject({
      value: 4,
      standard: 2,
      changes: [{ from: 2, to: 4, reason: 'Hospitals read twice.', changedBy: 'Nora Lind' }],
    });
    expect(await the(name, 'US')).toMatchObject({ value: 2, changedAt: null, changes: [] });
    const service = bench.get(ThresholdsService);
    expect(await service.ownRepeats('EU')).toEqual({ repeatTolerance: 4, repeatDays: 30, slipDays: 1 });
    expect(await service.ownRepeats('US')).toEqual({ repeatTolerance: 2, repeatDays: 30, slipDays: 1 });
    const [entry] = await bench.sql(
      `SELECT details FROM audit_entry WHERE action = 'rule.tune' AND subject_id = 'EU repeatTolerance'`,
    );
    expect(entry).toMatchObject({ details: { from: 2, to: 4, reason: 'Hospitals read twice.' } });
  });

  it('are of a market or of all, and of no other', async () => {
    const value = 5;
    for (const input of [
      { name: 'repeatTolerance', value, reason: 'x' },
      { name: 'repeatTolerance', market: 'ALL', value, reason: 'x' },
      { name: 'repeatTolerance', market: 'DE', value, reason: 'x' },
      { name: 'travelMinutes', market: 'EU', value, reason: 'x' },
      { name: 'repeatDays', market: 'EU', value: 0, reason: 'x' },
      { name: 'slipDays', market: 'EU', value: 366, reason: 'x' },
    ] as const)
      await expect(change(input)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
