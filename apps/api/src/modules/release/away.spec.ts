import { AWAY_EMERGENCY_ANCHOR, ChainRpc, encodeCall, ledgerInterfaces, type Hex } from '@custodia/ledger';
import { readEmergencyRequest } from '@custodia/vault';
import { readLogs, stopConsent, type NodesError } from '@custodia/vault/nodes';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cutWire, type CutWire } from '../../testing/cut-wire.js';
import { PRACTICE, admitPractice, emergenciesAt, type Emergencies } from '../../testing/emergencies.js';
import { lyingLedger, type LyingLedger } from '../../testing/lying-ledger.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import { relayRevocation, revocationOf, seconds, type BenchPatient } from '../../testing/patients.js';
import { Anchoring } from './anchoring.js';
import { LedgerMemory } from './ledger-memory.js';
import { LedgerWatch } from './ledger-watch.js';
import { Limits } from './limits.js';
import { releaseApp } from './release-app.js';

const DAY = 86_400;
/** Practices that the ledger has nothing against, until it has. */
const OTHERS = { busy: { party: 3_512_581_019, account: 8 }, dismissed: { party: 93, account: 6 } };

let bench: NodesBench;
let at: Emergencies;
const wires: CutWire[] = [];
const ledgers: LyingLedger[] = [];
/** Allowed emergencies without the ledger, too. */
let patient: BenchPatient;
beforeAll(async () => {
  bench = await openNodesBench(async (url, number) => {
    const ledger = (ledgers[number - 1] = await lyingLedger(url));
    const wire = (wires[number - 1] = await cutWire(ledger.url));
    return wire.url;
  });
  at = await emergenciesAt(bench);
  await admitPractice(bench, { ...OTHERS.busy, gln: 9_501_101_530_928n });
  await admitPractice(bench, { ...OTHERS.dismissed, gln: 9_501_101_530_935n });
  patient = await at.aPatient();
  await at.optedIn(patient, { away: true });
});
beforeEach(async () => {
  ledgers.forEach((ledger) => (ledger.lie = 'none'));
  await Promise.all(wires.map((wire) => wire.mend()));
  silence(60);
});
afterAll(async () => {
  await bench.close();
  await Promise.all([...wires.map((wire) => wire.cut()), ...ledgers.map((ledger) => ledger.close())]);
});

const each = <T>(work: (node: NodesBench['nodes'][number]) => T) => bench.nodes.map(work);
const sqlAtAll = (query: string) => Promise.all(each(({ app }) => app.get(DataSource).query(query)));
const learn = () => Promise.all(each(({ app }) => app.get(LedgerMemory).learn()));
const silence = (seconds: number) => each(({ app }) => Object.assign(app.get(Limits), { silence: seconds }));
/** The nodes have read the ledger, and lose it: for as long as it takes to count as away, or shorter. */
async function lose({ forLong = true } = {}): Promise<void> {
  await learn();
  await Promise.all(wires.map((wire) => wire.cut()));
  if (forLong) silence(0);
}
const without = (of: BenchPatient, made: Uint8Array) => at.broken(of, made, { withoutLedger: true });
const refusal = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'OPENED',
    (error: NodesError) => error.code,
  );
const by = ({ party, account }: { party: number; account: number }) => at.certificate({ party, account });

describe('an emergency while the ledger is away', () => {
  it('opens what the patient allowed for it, in every log first, and the ledger hears of it afterwards', async () => {
    await lose({ forLong: false });
    const made = await at.request(patient);
    // A minute has to pass: a ledger that is back in a moment is asked.
    expect(await refusal(without(patient, made))).toBe('LEDGER_SILENT');
    silence(0);
    // Whoever asks has to know.
    expect(await refusal(at.broken(patient, made))).toBe('EMERGENCY_AWAY');
    const glass = await without(patient, made);
    expect(glass).toMatchObject({ away: true });
    expect(glass.epochs.map(({ category }) => category)).toEqual(['emergency-summary']);
    const opened = await at.read(patient, glass);
    expect([...opened.entries.values()].map(({ kind }) => kind)).toEqual(['read']);
    expect(await at.broken(patient, made)).toMatchObject({ until: glass.until });

    await Promise.all(wires.map((wire) => wire.mend()));
    const { requestHash } = await readEmergencyRequest(made);
    const anchor = () => Promise.all(each(({ app }) => app.get(Anchoring).anchor()));
    await anchor();
    const { lines, findings } = await readLogs(bench.doors, patient.gate, patient.keys);
    expect(findings).toEqual([]);
    const told = lines.filter(({ event }) => event === 'break-glass');
    const broke = told.filter((line) => line.requestHash === requestHash);
    expect(broke).toHaveLength(3);
    expect(broke[0]).toMatchObject({ ...at.who, reason: 'unconscious Found on the street', away: true });
    expect(told.filter(({ away }) => away)).toHaveLength(told.length);
    await anchor();
    expect(await eventsOf(requestHash)).toEqual(Array(3).fill(PRACTICE));
    // Within the hour it is read on, with the ledger back and without an event of the party.
    expect((await at.read(patient, glass)).entries.size).toBe(1);
  });

  it('opens nothing of who did not allow it, and says why; the patient sees that it was tried', async () => {
    const other = await at.aPatient();
    await at.optedIn(other);
    await lose();
    const made = await at.request(other);
    expect(await refusal(at.broken(other, made))).toBe('EMERGENCY_NEEDS_LEDGER');
    await expect(without(other, made)).rejects.toMatchObject({
      message: expect.stringContaining('did not allow emergencies without it') as string,
    });
    await Promise.all(wires.map((wire) => wire.mend()));
    const { pending } = await readLogs(bench.doors, other.gate, other.keys);
    const denied = pending.filter(({ event }) => event === 'denial').map(({ reason }) => reason);
    expect(new Set(denied)).toEqual(new Set(['EMERGENCY_NEEDS_LEDGER']));
  });

  it('is none while the ledger answers: stale, another one, or at two of three nodes', async () => {
    await learn();
    silence(0);
    const made = await at.request(patient);
    expect(await refusal(without(patient, made))).toBe('EMERGENCY_NOT_ANCHORED');
    ledgers.forEach((ledger) => (ledger.lie = 'frozen'));
    expect(await refusal(without(patient, made))).toBe('LEDGER_STALE');
    ledgers.forEach((ledger) => (ledger.lie = 'elsewhere'));
    expect(await refusal(without(patient, made))).toBe('LEDGER_UNREACHABLE');
    // The planted weakness: nodes that take whatever they cannot use for a ledger that is away.
    const watches = each(({ app }) => app.get(LedgerWatch));
    for (const watch of watches) watch.reach = async () => 'away';
    try {
      expect(await refusal(without(patient, made))).toBe('OPENED');
    } finally {
      for (const watch of watches) Reflect.deleteProperty(watch, 'reach');
    }
    ledgers.forEach((ledger) => (ledger.lie = 'none'));
    await wires[0]!.cut();
    const another = await at.request(patient);
    expect(await refusal(without(patient, another))).toBe('EMERGENCY_NOT_ANCHORED');
  });

  it('takes two nodes: what one alone has opens nothing', async () => {
    await lose();
    const gone = { url: 'http://127.0.0.1:1' };
    const doors = [bench.doors[0]!, gone, gone];
    const alone = at.broken(patient, await at.request(patient), { doors, withoutLedger: true });
    expect(await refusal(alone)).toBe('NODE_UNREACHABLE');
  });

  it('is for practices that the ledger let in, by what it said last, no more than a day ago', async () => {
    const certified = by(OTHERS.dismissed);
    const operation = `0x${randomUUID().replaceAll('-', '')}` as const;
    const suspended = { operation, regulator: 1, party: OTHERS.dismissed.party };
    await bench.send(bench.contracts.partyRegistry, encodeCall('partyRegistry', 'suspend', suspended), 1);
    await lose();
    const made = await at.request(patient, certified);
    expect(await refusal(without(patient, made))).toBe('WRITER_UNKNOWN');
    expect(await refusal(without(patient, await at.request(patient, at.certificate({ account: 5 }))))).toBe(
      'LEDGER_UNREACHABLE',
    );
    await sqlAtAll(`UPDATE known_key SET read_at = read_at - ${DAY + 60} WHERE party = ${PRACTICE}`);
    expect(await refusal(without(patient, await at.request(patient)))).toBe('LEDGER_STALE');
    // The planted weakness: nodes that never read again what they know of a practice.
    await sqlAtAll(`UPDATE known_key SET active = true WHERE party = ${OTHERS.dismissed.party}`);
    expect(await refusal(without(patient, made))).toBe('OPENED');
  });

  it('is none once the patient has taken it back, at the nodes or on the ledger, and by what was read a day ago', async () => {
    const [told, relayed, stale] = await Promise.all([at.aPatient(), at.aPatient(), at.aPatient()]);
    const stopped = await at.optedIn(told, { away: true });
    const revoked = await at.optedIn(relayed, { away: true });
    await at.optedIn(stale, { away: true });
    await relayRevocation(bench, revoked.grant);
    await lose();
    const ask = async (of: BenchPatient) => refusal(without(of, await at.request(of)));
    expect(await ask(relayed)).toBe('CONSENT_REVOKED');
    await stopConsent(bench.doors, revocationOf(bench, stopped.grant));
    expect(await ask(told)).toBe('CONSENT_REVOKED');
    await sqlAtAll(`UPDATE emergency_kit SET read_at = read_at - ${DAY + 60}
                    WHERE pseudonym = '${stale.keys.pseudonym}'`);
    expect(await ask(stale)).toBe('LEDGER_STALE');
    // The planted weakness: nodes that keep in mind that it was allowed, and not that it no longer is.
    await sqlAtAll('UPDATE emergency_kit SET standing = 1, last_day = 65000');
    expect(await ask(relayed)).toBe('OPENED');
  });

  it('is rationed: five an hour for one practice, whoever the patients are, and the next one is logged', async () => {
    await lose();
    const certified = by(OTHERS.busy);
    const first = await at.request(patient, certified);
    for (const made of [
      first,
      ...(await Promise.all([1, 2, 3, 4].map(() => at.request(patient, certified)))),
    ])
      expect(await refusal(without(patient, made))).toBe('OPENED');
    const sixth = await at.request(patient, certified);
    expect(await refusal(without(patient, sixth))).toBe('EMERGENCY_LIMIT');
    // One that is open already is none more, and another practice has its own.
    expect(await refusal(without(patient, first))).toBe('OPENED');
    expect(await refusal(without(patient, await at.request(patient)))).toBe('OPENED');
    // The planted weakness: nodes that forget when they opened the others.
    await sqlAtAll(`UPDATE emergency_access SET opened_at = opened_at - interval '2 hours'`);
    expect(await refusal(without(patient, sixth))).toBe('OPENED');
  });

  it('is asked for at the time: what was signed long before, or is over, opens nothing', async () => {
    await lose();
    const old = await at.request(patient, at.certificate(), seconds() - 700);
    expect(await refusal(without(patient, old))).toBe('REQUEST_TOO_OLD');
    const made = await at.request(patient);
    await without(patient, made);
    await sqlAtAll('UPDATE emergency_access SET until = until - 7200');
    expect(await refusal(without(patient, made))).toBe('EMERGENCY_OVER');
  });

  it('opens at nodes that are started while the ledger is away, by what they had kept in mind', async () => {
    await lose();
    const again = await Promise.all(
      bench.nodes.slice(0, 2).map(async ({ config }) => {
        const app = await releaseApp(config, false);
        await app.listen(0, '127.0.0.1');
        return app;
      }),
    );
    try {
      const doors = await Promise.all(again.map(async (app) => ({ url: await app.getUrl() })));
      const made = await at.request(patient);
      const asked = () => refusal(at.broken(patient, made, { doors, withoutLedger: true }));
      // Without a word from the ledger since it was started, a node waits for as long as any other.
      expect(await asked()).toBe('LEDGER_SILENT');
      for (const app of again) Object.assign(app.get(Limits), { silence: 0 });
      expect(await asked()).toBe('OPENED');
    } finally {
      await Promise.all(again.map((app) => app.close()));
    }
  });
});

/** The parties that nodes named on the ledger for a request that was opened without it. */
async function eventsOf(requestHash: string): Promise<number[]> {
  const contract = ledgerInterfaces.anchorLog;
  const filter = { address: bench.contracts.anchorLog, fromBlock: '0x0' };
  const rpc = new ChainRpc(bench.chain.url);
  const logs = await rpc.call<{ topics: Hex[]; data: Hex }[]>('eth_getLogs', [filter]);
  const said = logs.map((log) => contract.parseLog(log)!.args.toObject());
  return said
    .filter(({ kind, root }) => Number(kind) === AWAY_EMERGENCY_ANCHOR && root === requestHash)
    .map(({ count }) => Number(count));
}
