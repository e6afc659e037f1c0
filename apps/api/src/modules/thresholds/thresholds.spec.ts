import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aSite, anActor } from '../../testing/builders.js';
import { ThresholdsModule, ThresholdsService } from './index.js';
import type { ChangeHotlineInput, ChangeThresholdInput } from './thresholds.graphql.js';
import { RuleChangesResolver, ThresholdsResolver } from './thresholds.resolver.js';

const FRANCE = { market: 'EU', country: 'FR' } as const;
const GERMANY = { market: 'EU', country: 'DE' } as const;
const AMERICA = { market: 'US', country: 'US' } as const;

let bench: Bench;
let regulator: Actor;
beforeAll(async () => {
  bench = await openBench({ imports: [ThresholdsModule] });
  regulator = await anActor(bench, { roles: ['REGULATOR'], market: 'US', name: 'Nora Lind' });
  for (const place of [FRANCE, GERMANY]) await aSite(bench, { roles: ['PHARMACY'], ...place });
});
afterAll(() => bench.close());

const resolver = () => bench.get(ThresholdsResolver);
const service = () => bench.get(ThresholdsService);
const change = (input: ChangeThresholdInput) => resolver().changeThreshold(regulator, input);
const call = (input: ChangeHotlineInput) => resolver().changeHotline(regulator, input);
async function the(name: ChangeThresholdInput['name'], market: string | null = null) {
  const found = await resolver().ruleThresholds();
  return found.find((one) => one.name === name && resolver().market(one) === market);
}
async function inThe(country: string) {
  const found = (await resolver().countryRules()).find((one) => one.country === country)!;
  return { ...found, repeatTolerance: found.thresholds.find(({ name }) => name === 'repeatTolerance') };
}
/** The last of them, newest first. */
async function changes(first: number) {
  const names = bench.get(RuleChangesResolver);
  const { nodes } = await resolver().ruleChanges({ first });
  return Promise.all(
    nodes.map(async (one) => ({
      ...one,
      market: names.market(one),
      country: names.country(one),
      changedBy: await names.changedBy(one),
    })),
  );
}
const audited = (subject: string) =>
  bench.sql(
    `SELECT details FROM audit_entry WHERE action = 'rule.tune' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
    [subject],
  );

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
    });
    expect(await changes(2)).toMatchObject([
      { name, market: null, from: '45', to: '50', reason: 'Too many.', changedBy: 'Nora Lind' },
      { name, market: null, from: '60', to: '45', reason: 'Towns lie closer here.', changedBy: 'Nora Lind' },
    ]);
  });

  it('hold in a country as it set them, else as its market did, else as delivered', async () => {
    const name = 'repeatTolerance' as const;
    const tolerated = async () =>
      Promise.all([FRANCE, GERMANY, AMERICA].map(async (at) => (await service().ownRepeats(at))[name]));
    expect(await tolerated()).toEqual([2, 2, 2]);
    await change({ name, market: 'EU', value: 4, reason: 'Hospitals read twice.' });
    expect(await tolerated()).toEqual([4, 4, 2]);
    await change({ name, ...FRANCE, value: 1, reason: 'Few scans.' });
    expect(await tolerated()).toEqual([1, 4, 2]);
    await change({ name, market: 'EU', value: 6, reason: 'Still too many.' });
    expect(await tolerated()).toEqual([1, 6, 2]);
    expect(await service().ownRepeats(FRANCE)).toEqual({ repeatTolerance: 1, repeatDays: 30, slipDays: 1 });
    expect((await inThe('FR')).repeatTolerance).toMatchObject({
      value: 1,
      inherited: 6,
      reason: 'Few scans.',
    });
    expect((await inThe('DE')).repeatTolerance).toMatchObject({ value: 6, inherited: 6, changedAt: null });
    expect(await the(name, 'EU')).toMatchObject({ value: 6, inherited: 2, standard: 2 });
    expect(await audited('EU FR repeatTolerance')).toEqual([
      { details: { from: 4, to: 1, reason: 'Few scans.' } },
    ]);
  });

  it('go back to the market’s, with the same trail', async () => {
    const name = 'repeatDays' as const;
    await change({ name, market: 'EU', value: 20, reason: 'Shorter.' });
    await change({ name, ...FRANCE, value: 60, reason: 'Longer here.' });
    await change({ name, ...FRANCE, reason: 'As everybody.' });
    expect((await service().ownRepeats(FRANCE)).repeatDays).toBe(20);
    expect((await inThe('FR')).thresholds.find((one) => one.name === name)).toMatchObject({
      value: 20,
      changedAt: null,
      reason: null,
    });
    await change({ name, market: 'EU', reason: 'As delivered.' });
    expect((await service().ownRepeats(FRANCE)).repeatDays).toBe(30);
    expect(await changes(3)).toMatchObject([
      { market: 'EU', country: null, from: '20', to: '30', returned: true },
      { market: 'EU', country: 'FR', from: '60', to: '20', returned: true, reason: 'As everybody.' },
      { market: 'EU', country: 'FR', from: '20', to: '60', returned: false, reason: 'Longer here.' },
    ]);
    expect(await audited('EU FR repeatDays')).toEqual([
      { details: { from: 60, to: 20, reason: 'As everybody.', returned: true } },
    ]);
  });

  it('are of all, of a market, or of a country in it that has a site, and of no other', async () => {
    const value = 5;
    for (const input of [
      { name: 'repeatTolerance', value, reason: 'x' },
      { name: 'repeatTolerance', market: 'ALL', value, reason: 'x' },
      { name: 'repeatTolerance', market: 'DE', value, reason: 'x' },
      { name: 'repeatTolerance', country: 'DE', value, reason: 'x' },
      { name: 'repeatTolerance', market: 'US', country: 'DE', value, reason: 'x' },
      { name: 'repeatTolerance', market: 'EU', country: 'IT', value, reason: 'x' },
      { name: 'repeatTolerance', ...GERMANY, country: 'DE EU', value, reason: 'x' },
      { name: 'travelMinutes', market: 'EU', value, reason: 'x' },
      { name: 'travelMinutes', ...GERMANY, value, reason: 'x' },
      { name: 'repeatDays', market: 'EU', value: 0, reason: 'x' },
      { name: 'slipDays', ...GERMANY, value: 366, reason: 'x' },
    ] as const)
      await expect(change(input), JSON.stringify(input)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('the number that a country’s authority is called under', () => {
  it('is none until it is set, can be called from abroad, and leaves a trail', async () => {
    expect(await service().hotline(FRANCE)).toBeNull();
    await call({ ...FRANCE, number: ' +33-1 99\u00a000 12 34 ', reason: 'Ours.' });
    expect(await service().hotline(FRANCE)).toBe('+33 1 99 00 12 34');
    expect(await inThe('FR')).toMatchObject({ hotline: '+33 1 99 00 12 34' });
    expect(await service().hotline(GERMANY)).toBeNull();
    await call({ ...FRANCE, reason: 'Nobody is there.' });
    expect(await service().hotline(FRANCE)).toBeNull();
    const hotline = { name: 'hotline', market: 'EU', country: 'FR', changedBy: 'Nora Lind' };
    expect(await changes(2)).toMatchObject([
      { ...hotline, from: '+33 1 99 00 12 34', to: null, reason: 'Nobody is there.' },
      { ...hotline, from: null, to: '+33 1 99 00 12 34', reason: 'Ours.' },
    ]);
    expect(await audited('EU FR hotline')).toEqual([
      { details: { from: '+33 1 99 00 12 34', to: null, reason: 'Nobody is there.' } },
    ]);
  });

  it.each([
    '112',
    '01 99 00 12 34',
    '+0 221 4710 123',
    '+49 (0)221 4710 123',
    '+49 221 4710 12345678',
    '+49 pills',
  ])('%s is refused', async (number) => {
    await expect(call({ ...GERMANY, number, reason: 'x' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('is of a country with a site, and changed with a reason', async () => {
    const number = '+49 221 4710 123';
    for (const input of [
      { ...GERMANY, country: 'IT', number, reason: 'x' },
      { ...GERMANY, market: 'ALL', number, reason: 'x' },
      { ...GERMANY, number, reason: ' ' },
    ])
      await expect(call(input)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

it('the trail goes on page by page', async () => {
  const all = await resolver().ruleChanges({ first: 100 });
  const first = await resolver().ruleChanges({ first: 2 });
  const second = await resolver().ruleChanges({ first: 100, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...second.nodes].map(({ n }) => n)).toEqual(all.nodes.map(({ n }) => n));
  const far = Buffer.from('k:99999999999').toString('base64url');
  expect((await resolver().ruleChanges({ first: 1, after: far })).nodes).toHaveLength(1);
});
