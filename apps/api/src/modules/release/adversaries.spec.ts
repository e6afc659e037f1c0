import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChainRpc, ConsentReader, ConsentStanding } from '@custodia/ledger';
import { DataSource } from 'typeorm';
import {
  decideRelease,
  makeGrant,
  openReleased,
  openReleasedEntry,
  readRequest,
  releaseShares,
  sealEntry,
  newSigningKey,
  type Envelope,
  type GivenShare,
} from '@custodia/vault';
import {
  listOwnEntries,
  putEntries,
  putOpening,
  readLogs,
  requestRelease,
  stopConsent,
  type Reading,
} from '@custodia/vault/nodes';
import { lyingLedger, type LyingLedger } from '../../testing/lying-ledger.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import {
  dispense,
  dispensed,
  granted,
  newPatient,
  newReader,
  relayGrant,
  relayRevocation,
  revocationOf,
  rotate,
  seconds,
  type BenchGrant,
  type BenchPatient,
} from '../../testing/patients.js';
import { readingOf, requestsOf } from '../../testing/readings.js';
import { Anchoring } from './anchoring.js';
import { Limits } from './limits.js';
import { NodeKeys } from './node-keys.js';
import { OwnLedger } from './own-ledger.js';

let bench: NodesBench;
let patient: BenchPatient;
let envelopes: Envelope[];
/** Between the first two nodes and the chain. */
const ledgers: LyingLedger[] = [];
beforeAll(async () => {
  bench = await openNodesBench(async (url, number) => {
    if (number === 3) return url;
    const ledger = await lyingLedger(url);
    ledgers[number - 1] = ledger;
    return ledger.url;
  });
  patient = await newPatient(bench);
  envelopes = await dispensed(bench, patient, 2);
});
beforeEach(() => ledgers.forEach((ledger) => (ledger.lie = 'none')));
afterAll(async () => {
  await bench.close();
  await Promise.all(ledgers.map((ledger) => ledger.close()));
});

const reading = (grant: BenchGrant, changed: Partial<Reading> = {}) =>
  readingOf(grant, patient, envelopes, changed);
const read = (grant: BenchGrant, changed?: Partial<Reading>) =>
  requestRelease(bench.doors, reading(grant, changed));
const sqlAt = (i: number) => bench.nodes[i]!.app.get(DataSource);

async function post(node: number, request: Uint8Array, path = '/v1/releases') {
  const answer = await fetch(`${bench.doors[node]?.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new Uint8Array(request),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a ledger connection that deceives', () => {
  it('at one node opens nothing; at two it does, which is the stated limit', async () => {
    const grant = await granted(bench, patient, await newReader());
    await relayRevocation(bench, grant);
    ledgers[0]!.lie = 'granted';
    await expect(read(grant)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    // That this test can fail: with one more node deceived, the record opens.
    ledgers[1]!.lie = 'granted';
    const opened = await read(grant);
    expect(opened.entries.size).toBe(2);
    expect(opened.failures.map(({ code }) => code)).toEqual(['CONSENT_REVOKED']);
  });

  it('by standing still is noticed, though it swallows every transaction', async () => {
    const grant = await granted(bench, patient, await newReader());
    for (const ledger of ledgers) ledger.lie = 'frozen';
    await expect(read(grant)).rejects.toMatchObject({
      code: 'LEDGER_STALE',
      message: expect.stringContaining('stood still') as string,
    });
    // The planted weakness: nodes that do not look at the block's time release on.
    const limits = [0, 1].map((i) => bench.nodes[i]!.app.get(Limits) as { headAge: number });
    limits.forEach((each) => (each.headAge = 1e9));
    try {
      expect((await read(grant)).entries.size).toBe(2);
    } finally {
      limits.forEach((each) => (each.headAge = 60));
    }
  });

  it('by showing another chain with the same contracts is not believed', async () => {
    const grant = await granted(bench, patient, await newReader());
    for (const ledger of ledgers) ledger.lie = 'elsewhere';
    await expect(read(grant)).rejects.toMatchObject({ code: 'LEDGER_UNREACHABLE' });
    // The planted weakness: two nodes that go by whatever chain answers.
    const ledgersOf = [0, 1].map((i) => bench.nodes[i]!.app.get(OwnLedger));
    const consents = new ConsentReader(new ChainRpc(bench.chain.url), bench.contracts.consentRegistry);
    for (const own of ledgersOf)
      own.consent = async ({ consent }) => {
        const head = await new ChainRpc(ledgers[0]!.url).block('latest');
        return { record: await consents.consent(consent, head!), headTime: head!.timestamp };
      };
    try {
      expect((await read(grant)).entries.size).toBe(2);
    } finally {
      // The class's own again.
      for (const own of ledgersOf) delete (own as Partial<OwnLedger>).consent;
    }
    await expect(read(grant)).rejects.toMatchObject({ code: 'LEDGER_UNREACHABLE' });
  });

  it('by not answering stops releases, with words, and nothing else', async () => {
    const grant = await granted(bench, patient, await newReader());
    for (const ledger of ledgers) ledger.lie = 'down';
    await expect(read(grant)).rejects.toMatchObject({
      code: 'LEDGER_UNREACHABLE',
      message: 'This node cannot reach the ledger, so it releases nothing. Try again later.',
    });
    // Stopping, writing and the patient's own reading need no ledger.
    expect(await stopConsent(bench.doors, revocationOf(bench, grant))).toBe(3);
    const own = await listOwnEntries(bench.doors, patient.gate, patient.keys);
    expect(own.entries.length).toBeGreaterThanOrEqual(2);
    for (const ledger of ledgers) ledger.lie = 'none';
    const logs = await readLogs(bench.doors, patient.gate, patient.keys);
    expect(logs.pending.map(({ reason }) => reason)).toContain('LEDGER_UNREACHABLE');
  });
});

describe('a relayer', () => {
  it('that drops a revocation changes nothing: the nodes were told directly', async () => {
    const grant = await granted(bench, patient, await newReader());
    await stopConsent(bench.doors, revocationOf(bench, grant));
    await expect(read(grant)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    // The planted weakness: nodes that forget the stop go by the ledger, which never heard of it.
    for (const i of [0, 1])
      await sqlAt(i).query('DELETE FROM stop WHERE consent = $1', [grant.opening.consent]);
    expect((await read(grant)).entries.size).toBe(2);
  });

  it('that brings the revocation before the grant gains nothing by it', async () => {
    const reader = await newReader();
    const terms = {
      grantee: reader.holder,
      categories: ['medications'],
      purpose: 'TREAT',
      notAfter: seconds() + 3600,
    } as const;
    const grant = await makeGrant(patient.keys, patient.realm, terms, patient.epochs);
    await putOpening(bench.doors, patient.keys.pseudonym, grant.openingBytes);
    await relayRevocation(bench, grant);
    await expect(relayGrant(bench, grant)).rejects.toThrow();
    const early = { ...grant, reader, keys: [] };
    await expect(read(early)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
  });
});

describe('a request', () => {
  it('is answered once, at the node that it is for, and while it is fresh', async () => {
    const grant = await granted(bench, patient, await newReader());
    const { requests } = await requestsOf(grant, patient, envelopes);
    expect((await post(0, requests[0]!)).status).toBe(200);
    expect(await post(0, requests[0]!)).toMatchObject({ status: 403, body: { code: 'REQUEST_REPEATED' } });
    expect(await post(1, requests[0]!)).toMatchObject({ status: 403, body: { code: 'OTHER_NODE' } });
    // The planted weakness: a node that forgets what it has seen answers again.
    await sqlAt(0).query('DELETE FROM seen_nonce');
    expect((await post(0, requests[0]!)).status).toBe(200);
  });

  it('that is sent many times at once is answered once', async () => {
    const grant = await granted(bench, patient, await newReader());
    const { requests } = await requestsOf(grant, patient, envelopes);
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(1, requests[1]!)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'REQUEST_REPEATED')).toHaveLength(7);
  });

  it('is bounded for one reader, whoever the patients are', async () => {
    const grant = await granted(bench, patient, await newReader());
    const limits = [0, 1, 2].map((i) => bench.nodes[i]!.app.get(Limits) as { entries: number });
    limits.forEach((each) => (each.entries = 3));
    try {
      await read(grant);
      await expect(read(grant)).rejects.toMatchObject({ code: 'TOO_MANY' });
    } finally {
      limits.forEach((each) => (each.entries = 2000));
    }
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['not canonical JSON', '{"v":1, "node":"node-1"}'],
    ['another thing', '{"v":1}'],
    ['a list', '[]'],
  ])('that is %s is refused with words', async (_, text) => {
    for (const path of [
      '/v1/releases',
      '/v1/stops',
      `/v1/patients/${patient.keys.pseudonym}/entries`,
      `/v1/patients/${patient.keys.pseudonym}/log`,
    ]) {
      const { status, body } = await post(0, new TextEncoder().encode(text), path);
      expect([path, status]).toEqual([path, 400]);
      expect(body['message']).toMatch(/\w/);
      expect(body['code']).not.toBe('INTERNAL');
    }
  });
});

describe('a former reader who kept the epoch’s key', () => {
  it('opens nothing new with one node’s keys, and does with two: the stated limit', async () => {
    const grant = await granted(bench, patient, await newReader());
    await relayRevocation(bench, grant);
    const { session, requests } = await requestsOf(grant, patient, envelopes);
    const shares: GivenShare[] = [];
    for (const i of [0, 1]) {
      const { app, config } = bench.nodes[i]!;
      const { kem } = app.get(NodeKeys);
      const request = await readRequest(requests[i]!);
      const node = { id: config.id, place: i, kemPrivateKey: kem.privateKey };
      const bytes = await releaseShares(node, envelopes, request);
      const released = await openReleased(bytes, envelopes, request.requestHash, session.privateKey);
      shares.push(released.shares.get(envelopes[0]!.header.entryId)!);
    }
    const key = grant.keys[0]!;
    await expect(openReleasedEntry(envelopes[0]!, key, shares.slice(0, 1))).rejects.toMatchObject({
      code: 'TOO_FEW_SHARES',
    });
    expect((await openReleasedEntry(envelopes[0]!, key, shares)).body).toMatchObject({ text: 'medicine 0' });
    // What is written after the rotation needs a key that two nodes do not have either.
    const later = await rotate(bench, patient);
    const { envelope: fresh } = await sealEntry(
      later.directory,
      'medications',
      dispense(),
      await newSigningKey(),
    );
    await expect(openReleasedEntry(fresh, key, shares)).rejects.toMatchObject({ code: 'WRONG_SHARE' });
    patient = later;
  });

  it('cannot forge a grant, nor put another’s shares into a record of one’s own', async () => {
    const thief = await newPatient(bench);
    const reader = await newReader();
    const terms = {
      grantee: reader.holder,
      categories: ['medications'],
      purpose: 'TREAT',
      notAfter: seconds() + 3600,
    } as const;
    const forged = await makeGrant(thief.keys, thief.realm, terms, thief.epochs);
    await expect(putOpening(bench.doors, patient.keys.pseudonym, forged.openingBytes)).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
    // The planted weakness: a node that believes an opening of whoever is named in it would release.
    const { requests } = await requestsOf({ ...forged, reader, keys: [] }, patient, envelopes);
    const request = await readRequest(requests[0]!);
    const believed = { ...forged.opening, pseudonym: patient.keys.pseudonym };
    const facts = {
      node: request.node,
      now: seconds(),
      request,
      granteeKeyHash: believed.granteeKeyHash,
      isRepeated: false,
      opening: believed,
      record: { standing: ConsentStanding.Granted, lastDay: believed.lastDay },
      headTime: seconds(),
      isStopped: false,
      headers: envelopes.map(({ header }) => header),
      released: 0,
    };
    expect(decideRelease(facts)).toMatchObject({ kind: 'release' });
    expect(decideRelease({ ...facts, opening: forged.opening })).toMatchObject({ reason: 'OTHER_PATIENT' });
    const own = await granted(bench, thief, reader);
    // The thief's own grant reaches nothing of the victim, under the victim's ids or with the victim's shares.
    expect((await read(own)).missing).toEqual(envelopes.map(({ header }) => header.entryId));
    const { envelope } = await sealEntry(thief.directory, 'medications', dispense(), await newSigningKey());
    const victim = envelopes[0]!;
    const transplants = [
      { ...envelope, shares: victim.shares },
      {
        ...envelope,
        shares: victim.shares,
        header: { ...envelope.header, shareHashes: victim.header.shareHashes },
      },
      { ...victim, header: { ...victim.header, pseudonym: thief.keys.pseudonym } },
    ];
    const outcomes = await putEntries(bench.doors, thief.keys.pseudonym, transplants, {
      sign: thief.keys.sign,
    });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['WRONG_SHARE', 'WRONG_SHARE', 'WRONG_SHARE']);
  });
});

describe('a node that alters its log', () => {
  async function looked() {
    const mine = await newPatient(bench);
    const seen = await dispensed(bench, mine, 1);
    const grant = await granted(bench, mine, await newReader());
    await requestRelease(bench.doors, { ...reading(grant), gate: mine.gate, envelopes: seen });
    for (const { app } of bench.nodes) await app.get(Anchoring).anchor();
    const before = await readLogs(bench.doors, mine.gate, mine.keys);
    expect(before.findings).toEqual([]);
    return { mine, pins: before.pins };
  }

  it('is found out to have altered a line', async () => {
    const { mine } = await looked();
    await sqlAt(1).query(
      `UPDATE log_line SET salt = decode(repeat('00', 32), 'hex') WHERE index = (SELECT min(index) FROM log_line WHERE pseudonym = $1)`,
      [mine.keys.pseudonym],
    );
    const { findings } = await readLogs(bench.doors, mine.gate, mine.keys);
    expect(findings).toContainEqual(expect.objectContaining({ fault: 'LINE_NOT_IN_LOG', node: 'node-2' }));
  });

  it('is found out to have dropped a line, also by a device that has seen nothing yet', async () => {
    const { mine, pins } = await looked();
    await sqlAt(1).query(
      `DELETE FROM log_line WHERE index = (SELECT index FROM log_line WHERE pseudonym = $1 ORDER BY index OFFSET 1 LIMIT 1)`,
      [mine.keys.pseudonym],
    );
    const { findings } = await readLogs(bench.doors, mine.gate, mine.keys);
    expect(findings).toContainEqual(expect.objectContaining({ fault: 'LINE_MISSING', node: 'node-2' }));
    const known = await readLogs(bench.doors, mine.gate, mine.keys, pins);
    expect(known.findings.map(({ fault }) => fault)).toContain('LINE_MISSING');
  });

  it('is found out to show a shorter log than it anchored', async () => {
    const { mine } = await looked();
    await sqlAt(1).query('DELETE FROM log_head WHERE index = (SELECT max(index) FROM log_head)');
    const { findings } = await readLogs(bench.doors, mine.gate, mine.keys);
    expect(findings).toContainEqual(expect.objectContaining({ fault: 'CUT_SHORT', node: 'node-2' }));
  });
});
