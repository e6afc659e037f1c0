import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair } from '@custodia/vault';
import { listGrantedEntries, readLogs, requestRelease, usedLooks, type Reading } from '@custodia/vault/nodes';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import {
  dispensed,
  granted,
  newPatient,
  newReader,
  seconds,
  type BenchGrant,
} from '../../testing/patients.js';
import { lookingOf, readingOf, requestsOf } from '../../testing/readings.js';

let bench: NodesBench;
beforeAll(async () => {
  bench = await openNodesBench();
});
afterAll(() => bench.close());

describe('a grant', () => {
  it('for one look is one session’s, which may ask again, and sees nothing that came later', async () => {
    const mine = await newPatient(bench);
    const envelopes = await dispensed(bench, mine, 2);
    const grant = await granted(bench, mine, await newReader(), { once: true });
    const session = await newKeyPair();
    const look = (changed: Partial<Reading> = {}) =>
      requestRelease(bench.doors, readingOf(grant, mine, envelopes, changed));
    const uses = async (keys = mine.keys) => [...(await usedLooks(bench.doors, mine.gate, keys))];
    expect(await uses()).toEqual([]);
    expect((await look({ envelopes: envelopes.slice(0, 1), session })).entries.size).toBe(1);
    const [[used, time] = []] = await uses();
    expect(used).toBe(grant.opening.consent);
    expect(Math.abs((time ?? 0) - seconds())).toBeLessThan(60);
    const stranger = { ...mine.keys, sign: (await newPatient(bench)).keys.sign };
    await expect(uses(stranger)).rejects.toMatchObject({ code: 'WRONG_PATIENT' });
    expect(await uses((await newPatient(bench)).keys)).toEqual([]);
    const later = await dispensed(bench, mine);
    const { entries, missing } = await look({ envelopes: [...envelopes, ...later], session });
    // They are opened at once, and come as each is done.
    expect([...entries.keys()].sort()).toEqual(envelopes.map(({ header }) => header.entryId).sort());
    expect(missing).toEqual(later.map(({ header }) => header.entryId));
    const list = await listGrantedEntries(bench.doors, mine.gate, grant.opening.consent, lookingOf(grant));
    expect(list.entries).toHaveLength(2);

    await expect(look()).rejects.toMatchObject({
      code: 'CONSENT_USED',
      message: 'The patient allowed one look, and it has been taken. Ask again, if you need another.',
    });
    const { pending } = await readLogs(bench.doors, mine.gate, mine.keys);
    const denials = pending.filter(({ event }) => event === 'denial');
    expect(denials.map(({ reason, person }) => [reason, person])).toEqual(
      Array(3).fill(['CONSENT_USED', 'Dr Ada Byron']),
    );
    // Beside it, the same reader's other consent goes on.
    const other = await granted(bench, mine, grant.reader);
    for (let n = 0; n < 2; n++)
      expect((await requestRelease(bench.doors, readingOf(other, mine, later))).entries.size).toBe(1);
    // It uses nothing up, and what is used up stays so.
    expect(await uses()).toEqual([[used, time]]);
  });

  it('for one look gives one, also where a reader shows the nodes different sessions at once', async () => {
    const mine = await newPatient(bench);
    const envelopes = await dispensed(bench, mine);
    const ask = async (door: number, body: Uint8Array) => {
      const answer = await fetch(`${bench.doors[door]!.url}/v1/releases`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(body),
      });
      return ((await answer.json()) as { code?: string }).code ?? 'released';
    };
    const sessionsOf = (grant: BenchGrant) =>
      Promise.all([1, 2, 3].map(async () => (await requestsOf(grant, mine, envelopes)).requests));
    const [first, second] = [
      await granted(bench, mine, await newReader(), { once: true }),
      await granted(bench, mine, await newReader(), { once: true }),
    ];
    // One session at node 1, another at nodes 2 and 3: the other one has its look, and the first never more than a share.
    const [a, b] = await sessionsOf(first);
    expect(await ask(0, a![0]!)).toBe('released');
    // What one node released, nobody can read.
    const uses = async () => [...(await usedLooks(bench.doors, mine.gate, mine.keys)).keys()];
    expect(await uses()).toEqual([]);
    expect(await Promise.all([ask(1, b![1]!), ask(2, b![2]!)])).toEqual(['released', 'released']);
    expect(await Promise.all([ask(0, b![0]!), ask(1, a![1]!), ask(2, a![2]!)])).toEqual(
      Array(3).fill('CONSENT_USED'),
    );
    expect(await uses()).toEqual([first.opening.consent]);
    // All at the same moment: no two sessions have two nodes each.
    const sessions = await sessionsOf(second);
    const answers = await Promise.all(
      sessions.map((requests) => Promise.all(requests.map((body, door) => ask(door, body)))),
    );
    const released = answers.map((said) => said.filter((one) => one === 'released').length);
    expect(released.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(released.filter((count) => count >= 2).length).toBeLessThanOrEqual(1);
    expect(new Set(answers.flat())).toEqual(new Set(['released', 'CONSENT_USED']));
  });
});
