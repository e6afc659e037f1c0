import { controllerKeyOf, type Hex } from '@custodia/ledger';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  envelopeBytes,
  makeGrantFor,
  makeMandate,
  newSigningKey,
  openGranted,
  openSlots,
  sealEntry,
  type NewMandate,
  type SigningKey,
  type Writer,
} from '@custodia/vault';
import {
  listGrantedEntries,
  listOwnEntries,
  putEntries,
  putOpening,
  readLogs,
  requestRelease,
  stopConsent,
  writerOf,
  type Reading,
} from '@custodia/vault/nodes';
import { PARTY } from '../../testing/founding.js';
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
  writerAt,
  type BenchGrant,
  type BenchPatient,
  type BenchReader,
} from '../../testing/patients.js';
import { lookingOf, readingOf } from '../../testing/readings.js';
import { Anchoring } from './anchoring.js';

let bench: NodesBench;
let patient: BenchPatient;
beforeAll(async () => {
  bench = await openNodesBench();
  patient = await newPatient(bench);
});
afterAll(() => bench.close());

const reading = (grant: BenchGrant, envelopes: Reading['envelopes'], changed: Partial<Reading> = {}) =>
  readingOf(grant, patient, envelopes, changed);

describe('a grant', () => {
  it('opens what it is for, and every look stands in the logs of all nodes', async () => {
    const envelopes = await dispensed(bench, patient, 3);
    const grant = await granted(bench, patient, await newReader());
    const seen = await listGrantedEntries(bench.doors, patient.gate, grant.opening.consent, lookingOf(grant));
    expect(seen.entries.map(({ header }) => header.entryId).sort()).toEqual(
      envelopes.map(({ header }) => header.entryId).sort(),
    );
    const opened = await requestRelease(bench.doors, reading(grant, seen.entries));
    expect([...opened.entries.values()]).toHaveLength(3);
    for (const entry of opened.entries.values())
      expect(entry).toMatchObject({ kind: 'read', entry: { body: { resourceType: 'MedicationDispense' } } });
    expect(opened.receipts.map(({ node }) => node)).toEqual(['node-1', 'node-2', 'node-3']);
    expect(opened.failures).toEqual([]);

    for (const { app } of bench.nodes) expect(await app.get(Anchoring).anchor()).toBe(true);
    const logs = await readLogs(bench.doors, patient.gate, patient.keys);
    expect(logs.findings).toEqual([]);
    const reads = logs.lines.filter(({ event }) => event === 'release');
    expect(reads.map(({ node }) => node).sort()).toEqual(['node-1', 'node-2', 'node-3']);
    expect(reads[0]).toMatchObject({
      organisation: 'Heart Clinic',
      person: 'Dr Ada Byron',
      purpose: 'TREAT',
    });
    expect(logs.lines.filter(({ event }) => event === 'consent')).toHaveLength(3);
    // The next look at the log goes on from what this device has pinned.
    await requestRelease(bench.doors, reading(grant, seen.entries.slice(0, 1)));
    const before = await readLogs(bench.doors, patient.gate, patient.keys, logs.pins);
    expect(before.findings).toEqual([]);
    expect(before.pending.filter(({ event }) => event === 'release')).toHaveLength(3);
    for (const { app } of bench.nodes) await app.get(Anchoring).anchor();
    const after = await readLogs(bench.doors, patient.gate, patient.keys, before.pins);
    expect(after.findings).toEqual([]);
    expect(after.lines.filter(({ event }) => event === 'release')).toHaveLength(6);
  });

  it('through which nothing was seen stands in the logs, too', async () => {
    const other = await newPatient(bench);
    const grant = await granted(bench, other, await newReader());
    const { entries } = await listGrantedEntries(
      bench.doors,
      other.gate,
      grant.opening.consent,
      lookingOf(grant),
    );
    expect(entries).toEqual([]);
    const { pending } = await readLogs(bench.doors, other.gate, other.keys);
    const looks = pending.filter(({ event }) => event === 'release');
    expect(looks).toMatchObject(
      Array.from({ length: 3 }, () => ({
        person: 'Dr Ada Byron',
        categories: ['medications'],
        entryIds: [],
      })),
    );
    expect(new Set(looks.map(({ requestHash }) => requestHash)).size).toBe(1);
  });

  it('of a carer opens with the carer’s own keys, is told as a carer’s look, and ends as every other', async () => {
    const envelopes = await dispensed(bench, patient);
    const { keys } = await newPatient(bench);
    const { kem, sign } = keys.carer;
    const carer = { kem, sign, holder: { kemKey: kem.publicKey, signKey: sign.publicKey } };
    const grant = await granted(bench, patient, carer, { purpose: 'SUPNWK' });
    const look = { purpose: 'SUPNWK', organisation: '-', person: 'Mia Miller' } as const;
    const opened = await requestRelease(bench.doors, reading(grant, envelopes, look));
    expect([...opened.entries.values()]).toMatchObject([{ kind: 'read' }]);
    await expect(requestRelease(bench.doors, reading(grant, envelopes))).rejects.toMatchObject({
      code: 'OTHER_PURPOSE',
    });
    const { pending } = await readLogs(bench.doors, patient.gate, patient.keys);
    expect(pending.filter(({ event, purpose }) => event === 'release' && purpose === 'SUPNWK')).toHaveLength(
      3,
    );
    await stopConsent(bench.doors, revocationOf(bench, grant));
    await expect(requestRelease(bench.doors, reading(grant, envelopes, look))).rejects.toMatchObject({
      code: 'CONSENT_REVOKED',
    });
  });

  it('that a carer gave in the patient’s stead opens, is told as the carer’s doing, and ends with the mandate', async () => {
    const envelopes = await dispensed(bench, patient);
    const { kem, sign } = (await newPatient(bench)).keys.carer;
    const carer = { kem, sign, holder: { kemKey: kem.publicKey, signKey: sign.publicKey } };
    const own = await granted(bench, patient, carer, { purpose: 'SUPNWK' });
    const givenBy = async (mandate: NewMandate, slot: number, reader: BenchReader): Promise<BenchGrant> => {
      const slots = await openSlots(mandate.mandate, mandate.handed, kem.privateKey);
      const terms = {
        grantee: reader.holder,
        categories: ['medications'],
        notAfter: seconds() + 3600,
      } as const;
      const grant = await makeGrantFor(mandate, sign, slots[slot]!, terms, own.keys);
      await putOpening(bench.doors, patient.keys.pseudonym, grant.openingBytes);
      await relayGrant(bench, grant);
      const keys = grant.epochs.map((wrap) => openGranted(wrap, grant.opening, reader.kem.privateKey));
      return { ...grant, reader, keys: await Promise.all(keys) };
    };
    const mandateFor = () =>
      makeMandate(patient.keys, patient.realm, {
        carer: carer.holder,
        categories: ['medications'],
        notAfter: own.opening.notAfter,
      });
    const ended = async ({ mandate, bytes }: NewMandate) => {
      const { salt } = JSON.parse(new TextDecoder().decode(bytes)) as { salt: Hex };
      return { opening: mandate, controllerKey: await controllerKeyOf(patient.keys.grantSeed, salt) };
    };
    const [first, second] = [await mandateFor(), await mandateFor()];
    const [atOnce, byLedger] = [
      await givenBy(first, 0, await newReader()),
      await givenBy(second, 0, await newReader()),
    ];
    for (const grant of [atOnce, byLedger])
      expect([
        ...(await requestRelease(bench.doors, reading(grant, envelopes))).entries.values(),
      ]).toMatchObject([{ kind: 'read' }]);
    const { pending } = await readLogs(bench.doors, patient.gate, patient.keys);
    const key = Buffer.from(sign.publicKey).toString('base64url');
    expect(pending.filter(({ event, person }) => event === 'consent' && person === key)).toHaveLength(6);
    // What the patient made for one access is good for one.
    await expect(givenBy(first, 0, await newReader())).rejects.toMatchObject({ code: 'MANDATE_USED' });
    // Controllers can be read off the ledger: that another patient names one takes nothing from its owner.
    const other = await newPatient(bench);
    const [named] = await bench.nodes[0]!.app.get(DataSource).query<unknown[]>(
      `INSERT INTO opening (consent, pseudonym, opening, mandated)
         SELECT 'another', $1, opening, mandated FROM opening WHERE consent = $2 RETURNING mandated`,
      [other.keys.pseudonym, atOnce.opening.consent],
    );
    expect(named).toEqual({ mandated: atOnce.opening.controller });

    await stopConsent(bench.doors, revocationOf(bench, await ended(first)));
    await relayRevocation(bench, await ended(second));
    for (const grant of [atOnce, byLedger]) {
      await expect(requestRelease(bench.doors, reading(grant, envelopes))).rejects.toMatchObject({
        code: 'CONSENT_REVOKED',
      });
      await expect(
        listGrantedEntries(bench.doors, patient.gate, grant.opening.consent, lookingOf(grant)),
      ).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    }
    // The carer's own reading is another consent.
    const look = { purpose: 'SUPNWK', organisation: '-', person: 'Mia Miller' } as const;
    expect((await requestRelease(bench.doors, reading(own, envelopes, look))).entries.size).toBe(1);
  });

  it('that was revoked on the ledger opens nothing in the next block, with the patient offline', async () => {
    const envelopes = await dispensed(bench, patient);
    const grant = await granted(bench, patient, await newReader());
    await requestRelease(bench.doors, reading(grant, envelopes));
    await relayRevocation(bench, grant);
    const before = await readLogs(bench.doors, patient.gate, patient.keys);
    const known = new Set(before.pending.map(({ requestHash }) => requestHash));
    await expect(requestRelease(bench.doors, reading(grant, envelopes))).rejects.toMatchObject({
      code: 'CONSENT_REVOKED',
      message: 'The patient has withdrawn this consent.',
    });
    const list = listGrantedEntries(bench.doors, patient.gate, grant.opening.consent, lookingOf(grant));
    await expect(list).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    const logs = await readLogs(bench.doors, patient.gate, patient.keys);
    const denials = logs.pending.filter(
      ({ event, requestHash }) => event === 'denial' && !known.has(requestHash),
    );
    // The release and the list, each at three nodes, under a name of its own each.
    expect(denials).toHaveLength(6);
    expect(new Set(denials.map(({ requestHash }) => requestHash)).size).toBe(2);
    for (const denial of denials)
      expect(denial).toMatchObject({
        reason: 'CONSENT_REVOKED',
        organisation: 'Heart Clinic',
        person: 'Dr Ada Byron',
        categories: ['medications'],
      });
  });

  it('that was stopped at the nodes is over at once, whatever the ledger says', async () => {
    const envelopes = await dispensed(bench, patient);
    const grant = await granted(bench, patient, await newReader());
    expect(await stopConsent(bench.doors, revocationOf(bench, grant))).toBe(3);
    await expect(requestRelease(bench.doors, reading(grant, envelopes))).rejects.toMatchObject({
      code: 'CONSENT_REVOKED',
    });
  });

  it('that has run out opens nothing, in the middle of its last day', async () => {
    const envelopes = await dispensed(bench, patient);
    const grant = await granted(bench, patient, await newReader(), { hours: 2 / 3600 });
    const outcome = (asked: Promise<unknown>) =>
      asked.then(
        () => 'opened',
        ({ code }: { code: string }) => code,
      );
    await expect
      .poll(() => outcome(requestRelease(bench.doors, reading(grant, envelopes))), { interval: 500 })
      .toBe('CONSENT_OVER');
    const list = listGrantedEntries(bench.doors, patient.gate, grant.opening.consent, lookingOf(grant));
    expect(await outcome(list)).toBe('CONSENT_OVER');
  });

  it('is for its reader, its purpose and its categories', async () => {
    const envelopes = await dispensed(bench, patient);
    const heart = await dispensed(bench, patient, 1, 'cardiology');
    const grant = await granted(bench, patient, await newReader());
    const refusal = (changed: Partial<Reading>) =>
      requestRelease(bench.doors, reading(grant, envelopes, changed));
    await expect(refusal({ grantee: await newReader() })).rejects.toMatchObject({ code: 'OTHER_GRANTEE' });
    await expect(refusal({ purpose: 'HRESCH' })).rejects.toMatchObject({ code: 'OTHER_PURPOSE' });
    await expect(refusal({ envelopes: heart })).rejects.toMatchObject({ code: 'OTHER_CATEGORY' });
    const list = await listGrantedEntries(bench.doors, patient.gate, grant.opening.consent, lookingOf(grant));
    expect(list.entries.every(({ header }) => header.category === 'medications')).toBe(true);
    // Another patient's entries are missing like those that are nowhere.
    const other = await newPatient(bench);
    const foreign = await dispensed(bench, other);
    const opened = await requestRelease(bench.doors, reading(grant, foreign));
    expect(opened.missing).toEqual([foreign[0]?.header.entryId]);
    expect(opened.entries.size).toBe(0);
  });
});

const atWork = (sign: SigningKey, changed?: Parameters<typeof writerAt>[3]) =>
  writerAt(bench.contracts, bench.chain, sign, changed);

describe('an entry', () => {
  it('is taken from the patient and from a party in care, and from nobody else', async () => {
    const mine = await newPatient(bench);
    const author = await newSigningKey();
    const put = async (writer: Writer) => {
      const { envelope } = await sealEntry(mine.directory, 'medications', dispense(), author);
      const [outcome] = await putEntries(bench.doors, mine.keys.pseudonym, [envelope], writer);
      return outcome?.outcome;
    };
    expect(await put({ sign: mine.keys.sign })).toBe('TAKEN');
    expect(await put(atWork(author))).toBe('TAKEN');
    const { certificate } = atWork(author);
    const refused = [
      // Nobody vouches; somebody else's device; a name that the operator did not sign; over; not the party's operator.
      [{ sign: author }, 'WRONG_PATIENT'],
      [{ sign: await newSigningKey(), certificate: certificate! }, 'WRONG_PATIENT'],
      [{ sign: author, certificate: { ...certificate!, name: 'Heart Clinic' } }, 'WRITER_UNKNOWN'],
      [atWork(author, { notAfter: seconds() - 1 }), 'WRITER_UNKNOWN'],
      [atWork(author, { party: 1 }), 'WRITER_UNKNOWN'],
      [atWork(author, { key: bench.chain.accounts[8]!.privateKey as Hex }), 'WRITER_UNKNOWN'],
    ] as const;
    for (const [writer, code] of refused) await expect(put(writer)).rejects.toMatchObject({ code });
  });

  it('that cannot be read is shown to its patient with who handed it in', async () => {
    const mine = await newPatient(bench);
    const author = await newSigningKey();
    const { envelope } = await sealEntry(mine.directory, 'medications', dispense(), author);
    const rubbish = { ...envelope, ct: envelope.ct.slice().fill(7) };
    await putEntries(bench.doors, mine.keys.pseudonym, [rubbish], atWork(author));
    const list = await listOwnEntries(bench.doors, mine.gate, mine.keys);
    const { entryId } = envelope.header;
    expect(await writerOf(list, entryId, mine.keys)).toEqual({ party: PARTY, name: 'Harbor Pharmacy' });
    // One node alone names nobody.
    const alone = new Map([[entryId, list.writers.get(entryId)!.slice(0, 1)]]);
    expect(await writerOf({ writers: alone }, entryId, mine.keys)).toBeUndefined();
  });

  it('is taken once: the same bytes again are the same entry, others under its id are refused', async () => {
    const author = await newSigningKey();
    const { envelope } = await sealEntry(patient.directory, 'medications', dispense(), author);
    const put = (one: typeof envelope) =>
      putEntries(bench.doors, patient.keys.pseudonym, [one], atWork(author));
    const { entryId } = envelope.header;
    expect(await put(envelope)).toEqual([{ entryId, outcome: 'TAKEN' }]);
    expect(await put(envelope)).toEqual([{ entryId, outcome: 'TAKEN' }]);
    const { envelope: other } = await sealEntry(
      patient.directory,
      'medications',
      dispense('aspirin'),
      author,
    );
    const [outcome] = await put({ ...envelope, ct: other.ct });
    expect(outcome?.outcome).toBe('KNOWN_ENTRY');
    // Also within one message.
    const { envelope: third } = await sealEntry(patient.directory, 'medications', dispense(), author);
    const both = [third, third, { ...third, ct: other.ct }];
    const outcomes = await putEntries(bench.doors, patient.keys.pseudonym, both, atWork(author));
    expect(outcomes.map((each) => each.outcome)).toEqual(['TAKEN', 'TAKEN', 'KNOWN_ENTRY']);
  });

  it('is refused for another patient, another gate, an old epoch, and without this node’s share', async () => {
    const author = await newSigningKey();
    const mine = await newPatient(bench);
    const seal = async (directory: BenchPatient['directory']) =>
      (await sealEntry(directory, 'medications', dispense(), author)).envelope;
    const outcomeOf = async (envelope: Awaited<ReturnType<typeof seal>>) =>
      (await putEntries(bench.doors, mine.keys.pseudonym, [envelope], atWork(author)))[0]?.outcome;
    expect(await outcomeOf(await seal(patient.directory))).toBe('OTHER_PATIENT');
    expect(await outcomeOf(await seal({ ...mine.directory, gateSet: `0x${'00'.repeat(32)}` }))).toBe(
      'OTHER_GATE_SET',
    );
    const good = await seal(mine.directory);
    const [a, b, c] = good.shares;
    expect(await outcomeOf({ ...good, shares: [b!, c!, a!] })).toBe('WRONG_SHARE');
    const old = await seal(mine.directory);
    await rotate(bench, mine);
    expect(await outcomeOf(old)).toBe('STALE_EPOCH');
    const list = await listOwnEntries(bench.doors, mine.gate, mine.keys);
    expect(list.entries).toEqual([]);
  });

  it('lists in pages to its patient, all of them', async () => {
    const mine = await newPatient(bench);
    const envelopes = await dispensed(bench, mine, 120);
    const list = await listOwnEntries(bench.doors, mine.gate, mine.keys, 'medications');
    expect(list.entries.map(envelopeBytes)).toEqual(envelopes.map(envelopeBytes));
    expect((await listOwnEntries(bench.doors, mine.gate, mine.keys, 'cardiology')).entries).toEqual([]);
  });
});
