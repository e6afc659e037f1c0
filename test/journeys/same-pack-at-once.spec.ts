import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { deliverLot, type Dispensing } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { Client, Refusal } from './client.js';
import { supplyOnPaper, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, europeanPharmacy } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'europeanPharmacy',
);
const secondTerminal = await Client.signedIn('lena@harbor.example');
const HARBOR = { distributor: 'Atlantic', pharmacy: 'Harbor' };
const ROUNDS = 200;
/** So many rounds are on at a time: the counters of a busy hour. */
const AT_A_TIME = 8;

interface Round {
  readonly won: readonly { client: Client; id: string }[];
  readonly refusals: readonly string[];
}

/** Two counters ask for the same pack at the same moment. */
async function race(counters: readonly Client[], code: string): Promise<Round> {
  const attempts = await Promise.allSettled(counters.map((client) => supplyOnPaper(client, [code])));
  const won = attempts.flatMap((attempt, n) =>
    attempt.status === 'fulfilled' ? [{ client: counters[n]!, id: (attempt.value as Dispensing).id }] : [],
  );
  const refusals = attempts.flatMap((attempt) => {
    if (attempt.status === 'fulfilled') return [];
    if (!(attempt.reason instanceof Refusal)) throw attempt.reason;
    return [attempt.reason.code];
  });
  return { won, refusals };
}

async function races(counters: readonly Client[], codes: readonly string[]): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let from = 0; from < codes.length; from += AT_A_TIME) {
    const batch = codes.slice(from, from + AT_A_TIME);
    // Whoever is named first must not always win.
    const run = (code: string, n: number) => race(n % 2 === 0 ? counters : [...counters].reverse(), code);
    rounds.push(...(await Promise.all(batch.map(run))));
  }
  return rounds;
}

/** A run shows its first hundred serials at once. */
const twoLots = () =>
  Promise.all([1, 2].map(() => deliverLot(maker, distributor, pharmacy, HARBOR, ROUNDS / 2)));

describe(`the same pack at two counters at the same moment, ${ROUNDS} times`, () => {
  it('is supplied by exactly one of two terminals', async () => {
    const lots = await twoLots();
    const rounds = await races(
      [pharmacy, secondTerminal],
      lots.flatMap(({ codes }) => codes),
    );
    expect(rounds).toHaveLength(ROUNDS);
    expect(rounds.filter(({ won }) => won.length !== 1)).toEqual([]);
    for (const { refusals } of rounds) expect(refusals[0]).toMatch(/^(ALREADY_SUPPLIED|UNIT_BUSY)$/);
    for (const { runId } of lots) {
      expect(new Set((await agreedRun(runId)).statuses)).toEqual(new Set([UnitStatus.Supplied]));
    }
  });

  it('is supplied by exactly one of two pharmacies, whoever holds it', async () => {
    // The European one takes over by proof what it was never sent; the other one holds it, or takes it over too.
    const lots = await twoLots();
    const rounds = await races(
      [pharmacy, europeanPharmacy],
      lots.flatMap(({ codes }) => codes),
    );
    expect(rounds).toHaveLength(ROUNDS);
    expect(rounds.filter(({ won }) => won.length !== 1)).toEqual([]);
    const winners = rounds.map(({ won }) => won[0]!);
    for (const { client, id } of winners.slice(-10)) {
      expect((await visitOf(client, id)).status).toBe('CONFIRMED');
    }
    for (const { runId } of lots) {
      const { statuses } = await agreedRun(runId);
      expect(new Set(statuses)).toEqual(new Set([UnitStatus.Supplied]));
    }
    expect(winners.some(({ client }) => client === pharmacy)).toBe(true);
    expect(winners.some(({ client }) => client === europeanPharmacy)).toBe(true);
  });
});

describe('a basket with a pack that another counter takes at the same moment', () => {
  it('is supplied whole or not at all', async () => {
    const lot = await deliverLot(maker, distributor, pharmacy, HARBOR, 5);
    const attempts = await Promise.allSettled([
      supplyOnPaper(pharmacy, lot.codes.slice(0, 3)),
      supplyOnPaper(secondTerminal, lot.codes.slice(2, 5)),
    ]);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { statuses } = await agreedRun(lot.runId);
    expect(statuses.filter((status) => status === UnitStatus.Supplied)).toHaveLength(3);
  });
});
