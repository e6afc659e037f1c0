import { ConsentStanding } from '@custodia/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from '../src/bytes.js';
import {
  canonicalBytes,
  holderHash,
  makeRequests,
  newEpoch,
  newKeyPair,
  openGranted,
  openReleased,
  openReleasedEntry,
  parseCanonical,
  readRequest,
  releaseShares,
  sealEntry,
  signDirectory,
  readDirectory,
  wrapGranted,
  decideRelease,
  type Envelope,
  type EpochKey,
  type GateNodes,
  type GivenShare,
  type Grant,
  type Json,
  type NodeKey,
  type ReleaseFacts,
  type ReleaseRefusal,
  type ReleaseRequest,
} from '../src/index.js';
import {
  NOW,
  REALM,
  draft,
  grantTo,
  newGrantee,
  newWorld,
  type Grantee,
  type TestNode,
  type World,
} from './world.js';

let world: World;
let grantee: Grantee;
let grant: Grant;
let envelope: Envelope;
let epoch: EpochKey;

beforeAll(async () => {
  world = await newWorld();
  grantee = await newGrantee();
  grant = await grantTo(world, grantee);
  ({ envelope } = await sealEntry(world.directory, 'medications', draft(), world.author));
  epoch = await openGranted(grant.epochs[0]!, grant.opening, grantee.kem.privateKey);
});

const node = (i: number) => world.nodes[i] as TestNode;

async function ask(of: Grantee = grantee, entry = envelope, consent = grant.opening.consent) {
  const session = await newKeyPair();
  const asked = {
    consent,
    entryIds: [entry.header.entryId],
    purpose: 'TREAT',
    organisation: 'Heart Clinic',
    person: 'Dr Ada Byron',
    time: NOW,
  } as const;
  const made = await makeRequests(['node-a', 'node-b', 'node-c'], asked, of.holder, of.sign, session);
  const requests = await Promise.all([...made.values()].map(readRequest));
  return { session, requests, bytes: [...made.values()] };
}

/** Entries of which a node finds that it has no share. */
async function faulty(of: NodeKey, entry: Envelope): Promise<readonly string[]> {
  const { session, requests } = await ask();
  const released = await releaseShares(of, [entry], requests[0]!);
  const opened = await openReleased(released, [entry], requests[0]!.requestHash, session.privateKey);
  expect(opened.shares.size + opened.faulty.length).toBe(1);
  return opened.faulty;
}

/** The shares of some nodes, as the grantee opens them. */
async function shares(places: readonly number[], entry = envelope): Promise<GivenShare[]> {
  const { session, requests } = await ask(grantee, entry);
  return Promise.all(
    places.map(async (place) => {
      const request = requests[place] as ReleaseRequest;
      const released = await releaseShares(node(place), [entry], request);
      const opened = await openReleased(released, [entry], request.requestHash, session.privateKey);
      return opened.shares.get(entry.header.entryId) as GivenShare;
    }),
  );
}

describe('a grantee', () => {
  it.each([[[0, 1]], [[1, 2]], [[2, 0]], [[0, 1, 2]]])(
    'opens with the shares of nodes %j',
    async (places) => {
      const read = await openReleasedEntry(envelope, epoch, await shares(places));
      expect(read.body).toEqual(draft().body);
    },
  );

  it('opens nothing with the share of one node, given once or twice', async () => {
    const [share] = await shares([0]);
    await expect(openReleasedEntry(envelope, epoch, [])).rejects.toMatchObject({ code: 'TOO_FEW_SHARES' });
    await expect(openReleasedEntry(envelope, epoch, [share!])).rejects.toMatchObject({
      code: 'TOO_FEW_SHARES',
      which: 1,
    });
    await expect(openReleasedEntry(envelope, epoch, [share!, share!])).rejects.toMatchObject({
      code: 'TOO_FEW_SHARES',
    });
  });

  it('is told whose share is wrong', async () => {
    const [first, second] = await shares([0, 1]);
    const { envelope: other } = await sealEntry(world.directory, 'medications', draft(), world.author);
    const [, mixed] = await shares([0, 1], other);
    const wrong: GivenShare[] = [
      mixed!,
      { index: 1, share: randomBytes(33) },
      { index: 1, share: first!.share },
      { index: 1, share: second!.share.slice(1) },
    ];
    for (const each of wrong) {
      await expect(openReleasedEntry(envelope, epoch, [first!, each])).rejects.toMatchObject({
        code: 'WRONG_SHARE',
        which: 1,
      });
    }
  });

  it('opens nothing of another category', async () => {
    expect(grant.epochs.map(({ category }) => category)).toEqual(['medications']);
    const { envelope: heart } = await sealEntry(world.directory, 'cardiology', draft(), world.author);
    await expect(openReleasedEntry(heart, epoch, await shares([0, 1], heart))).rejects.toMatchObject({
      code: 'UNKNOWN_EPOCH',
    });
  });

  it('cannot use another’s epoch key or release', async () => {
    const thief = await newGrantee();
    await expect(openGranted(grant.epochs[0]!, grant.opening, thief.kem.privateKey)).rejects.toMatchObject({
      code: 'WRONG_KEY',
    });
    const others = await grantTo(world, grantee);
    await expect(openGranted(grant.epochs[0]!, others.opening, grantee.kem.privateKey)).rejects.toMatchObject(
      { code: 'WRONG_KEY' },
    );
    const { session, requests } = await ask();
    const released = await releaseShares(node(0), [envelope], requests[0]!);
    const again = await ask();
    await expect(
      openReleased(released, [envelope], again.requests[0]!.requestHash, session.privateKey),
    ).rejects.toMatchObject({ code: 'WRONG_KEY' });
    await expect(
      openReleased(released, [envelope], requests[0]!.requestHash, again.session.privateKey),
    ).rejects.toMatchObject({ code: 'WRONG_KEY' });
    const altered = { ...envelope, header: { ...envelope.header, epoch: 2 } };
    await expect(
      openReleased(released, [altered], requests[0]!.requestHash, session.privateKey),
    ).rejects.toMatchObject({ code: 'WRONG_KEY' });
    await expect(
      openReleased(released, [], requests[0]!.requestHash, session.privateKey),
    ).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });
});

describe('a node alone', () => {
  it('opens nothing, with the epoch’s key or without', async () => {
    const own = { kemPrivateKey: node(0).kemPrivateKey, id: 'node-a', place: 0 };
    // Neither the others' shares, nor the patient's copy, nor the content's wrap are sealed to it.
    for (const place of [1, 2])
      expect(await faulty({ ...own, place }, envelope)).toEqual([envelope.header.entryId]);
    const swapped = { ...envelope, shares: [envelope.own, envelope.own, envelope.wrap] };
    for (const place of [0, 2])
      expect(await faulty({ ...own, place }, swapped)).toEqual([envelope.header.entryId]);
    const [share] = await shares([0]);
    await expect(openReleasedEntry(envelope, epoch, [share!])).rejects.toMatchObject({
      code: 'TOO_FEW_SHARES',
    });
  });

  it('opens nothing new together with a revoked grantee', async () => {
    // After the revocation the patient's device rotates: the grantee keeps the old key, and one node helps.
    const rotated = await newEpoch('medications', 2);
    const published = await signDirectory(world.patient, REALM, {
      version: 2,
      gate: world.gate,
      epochs: [...world.epochs, rotated],
    });
    const directory = await readDirectory(published, REALM, world.patient.pseudonym);
    const { envelope: fresh } = await sealEntry(directory, 'medications', draft(), world.author);
    expect(fresh.header.epoch).toBe(2);
    const all = await shares([0, 1, 2], fresh);
    await expect(openReleasedEntry(fresh, epoch, all)).rejects.toMatchObject({ code: 'UNKNOWN_EPOCH' });
    const renamed = { ...epoch, epoch: 2 };
    await expect(openReleasedEntry(fresh, renamed, all)).rejects.toMatchObject({ code: 'WRONG_KEY' });
    // An entry of the old epoch that was not fetched: the gate holds, unless two nodes help (the stated limit).
    const { envelope: late } = await sealEntry(world.directory, 'medications', draft(), world.author);
    const both = await shares([0, 1], late);
    await expect(openReleasedEntry(late, epoch, both.slice(0, 1))).rejects.toMatchObject({
      code: 'TOO_FEW_SHARES',
    });
    expect(await openReleasedEntry(late, epoch, both)).toMatchObject({ body: draft().body });
    // Others whose grants go on get the new epoch, sealed for their own consent.
    const wrapped = await wrapGranted(rotated, grant.opening, grantee.holder);
    expect(await openGranted(wrapped, grant.opening, grantee.kem.privateKey)).toMatchObject({ epoch: 2 });
  });

  it('has one place among the patient’s nodes, and one key', async () => {
    const [a, b, c] = world.gate;
    const twice: GateNodes[] = [
      [a!, { ...b!, kemKey: a!.kemKey }, c!],
      [a!, { ...b!, signKey: a!.signKey }, c!],
      [a!, { ...b!, id: a!.id }, c!],
      [a!, { ...b!, anchor: a!.anchor }, c!],
      [a!, b!, b!],
    ];
    for (const gate of twice) {
      const published = await signDirectory(world.patient, REALM, { version: 2, gate, epochs: world.epochs });
      await expect(readDirectory(published, REALM, world.patient.pseudonym)).rejects.toMatchObject({
        code: 'MALFORMED',
        which: 'directory.gate',
      });
    }
  });

  it('gives of many entries those that it has shares of, in one message', async () => {
    const { envelope: second } = await sealEntry(world.directory, 'medications', draft(), world.author);
    const spoilt = { ...second, shares: [second.own, second.shares[1]!, second.shares[2]!] };
    const { session, requests } = await ask();
    const all = [envelope, spoilt];
    const released = await releaseShares(node(0), all, requests[0]!);
    const opened = await openReleased(released, all, requests[0]!.requestHash, session.privateKey);
    expect([...opened.shares.keys()]).toEqual([envelope.header.entryId]);
    expect(opened.faulty).toEqual([second.header.entryId]);
  });

  it('does not release a share that was moved from another’s entry into one’s own', async () => {
    // A thief with a record of her own puts the victim's sealed shares into it and asks for them.
    const thief = await newWorld();
    const { envelope: own } = await sealEntry(
      { ...thief.directory, gate: world.gate, gateSet: world.directory.gateSet },
      'medications',
      draft(),
      thief.author,
    );
    const transplanted: Envelope[] = [
      { ...own, shares: envelope.shares },
      {
        ...own,
        shares: envelope.shares,
        header: { ...own.header, shareHashes: envelope.header.shareHashes },
      },
      { ...envelope, header: { ...envelope.header, pseudonym: thief.patient.pseudonym } },
      { ...envelope, header: { ...envelope.header, category: 'cardiology' } },
      { ...envelope, header: { ...envelope.header, epoch: 2 } },
      { ...envelope, header: { ...envelope.header, gateSet: `0x${'00'.repeat(32)}` } },
      { ...envelope, header: { ...envelope.header, chainId: 1 } },
      { ...envelope, header: { ...envelope.header, entryId: own.header.entryId } },
    ];
    for (const each of transplanted) expect(await faulty(node(0), each)).toEqual([each.header.entryId]);
    expect(await faulty(node(0), own)).toEqual([]);
  });
});

describe('a request', () => {
  it('is the same for all nodes but for whom it is addressed to', async () => {
    const { requests } = await ask();
    expect(requests.map((each) => each.node)).toEqual(['node-a', 'node-b', 'node-c']);
    expect(new Set(requests.map(({ requestHash }) => requestHash)).size).toBe(1);
    expect((await ask()).requests[0]?.requestHash).not.toBe(requests[0]?.requestHash);
  });

  it('is void once any of it was changed', async () => {
    const { bytes } = await ask();
    const json = parseCanonical(bytes[0]!) as { readonly [key: string]: Json };
    const changes: Record<string, Json> = {
      node: 'node-b',
      consent: `0x${'00'.repeat(32)}`,
      entryIds: [`0x${'00'.repeat(16)}`],
      purpose: 'BTG',
      organisation: 'Another',
      person: 'Another',
      time: NOW + 1,
      nonce: 'A'.repeat(22),
      sessionKey: 'A'.repeat(43),
      signature: 'A'.repeat(86),
    };
    for (const [field, value] of Object.entries(changes)) {
      const changed = canonicalBytes({ ...json, [field]: value });
      await expect(readRequest(changed), field).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
    }
  });
});

describe('the decision to release', () => {
  async function facts(changed: Partial<ReleaseFacts> = {}): Promise<ReleaseFacts> {
    const { requests } = await ask();
    return {
      node: 'node-a',
      now: NOW,
      request: requests[0]!,
      granteeKeyHash: await holderHash(requests[0]!.grantee),
      isRepeated: false,
      opening: grant.opening,
      record: { standing: ConsentStanding.Granted, lastDay: grant.opening.lastDay },
      headTime: NOW - 2,
      isStopped: false,
      headers: [envelope.header],
      released: 0,
      ...changed,
    };
  }

  it('is to release what is granted', async () => {
    expect(decideRelease(await facts())).toEqual({
      kind: 'release',
      entryIds: [envelope.header.entryId],
    });
  });

  it.each<[ReleaseRefusal, (good: ReleaseFacts) => Partial<ReleaseFacts>]>([
    ['OTHER_NODE', () => ({ node: 'node-b' })],
    ['REQUEST_TOO_OLD', () => ({ now: NOW + 121 })],
    ['REQUEST_TOO_OLD', () => ({ now: NOW - 121 })],
    ['REQUEST_REPEATED', () => ({ isRepeated: true })],
    ['OTHER_CONSENT', ({ opening }) => ({ opening: { ...opening, consent: `0x${'00'.repeat(32)}` } })],
    ['OTHER_GRANTEE', () => ({ granteeKeyHash: `0x${'00'.repeat(32)}` })],
    ['OTHER_PURPOSE', ({ opening }) => ({ opening: { ...opening, purpose: 'HRESCH' } })],
    ['CONSENT_REVOKED', () => ({ isStopped: true, headTime: 0 })],
    ['LEDGER_STALE', () => ({ headTime: NOW - 61 })],
    ['CONSENT_UNKNOWN', () => ({ record: { standing: ConsentStanding.Unknown, lastDay: 0 } })],
    ['CONSENT_REVOKED', () => ({ record: { standing: ConsentStanding.Revoked, lastDay: 0 } })],
    ['CONSENT_OVER', ({ opening }) => ({ opening: { ...opening, notAfter: NOW - 1 } })],
    ['CONSENT_OVER', ({ record }) => ({ record: { ...record, lastDay: 1 } })],
    ['CONSENT_USED', ({ opening }) => ({ opening: { ...opening, once: true }, usedBy: new Uint8Array(32) })],
    ['OTHER_PATIENT', ({ opening }) => ({ opening: { ...opening, pseudonym: '0x' as never } })],
    ['OTHER_CATEGORY', ({ opening }) => ({ opening: { ...opening, categories: ['cardiology'] } })],
    ['TOO_MANY', () => ({ released: 2000 })],
  ])('is %s otherwise', async (reason, change) => {
    const good = await facts();
    expect(decideRelease({ ...good, ...change(good) })).toEqual({ kind: 'refuse', reason });
  });

  it('is to release once to one session, as often as it asks', async () => {
    const good = await facts();
    const usedBy = good.request.sessionKey;
    const once = { ...good, opening: { ...good.opening, once: true } };
    expect(decideRelease(once).kind).toBe('release');
    expect(decideRelease({ ...once, usedBy }).kind).toBe('release');
    expect(decideRelease({ ...good, usedBy: new Uint8Array(32) }).kind).toBe('release');
  });

  it('goes by what was read within a day where the ledger is away and the patient allowed that, and never else', async () => {
    const good = await facts();
    const away = { ...good, opening: { ...good.opening, away: true }, isAway: true };
    const refused = (changed: ReleaseFacts) => {
      const decision = decideRelease(changed);
      return decision.kind === 'refuse' ? decision.reason : decision.kind;
    };
    expect(refused({ ...away, headTime: NOW - 86_400 })).toBe('release');
    expect(refused({ ...away, headTime: NOW - 86_401 })).toBe('LEDGER_STALE');
    // A ledger that answers is gone by, however old its newest block is, and so is one of who did not allow it.
    expect(refused({ ...away, isAway: false, headTime: NOW - 61 })).toBe('LEDGER_STALE');
    expect(refused({ ...good, isAway: true, headTime: NOW - 61 })).toBe('LEDGER_STALE');
    expect(refused({ ...away, isStopped: true })).toBe('CONSENT_REVOKED');
    const revoked = { standing: ConsentStanding.Revoked, lastDay: 0 };
    expect(refused({ ...away, record: revoked })).toBe('CONSENT_REVOKED');
  });

  it('is all or nothing', async () => {
    const { envelope: heart } = await sealEntry(world.directory, 'cardiology', draft(), world.author);
    expect(decideRelease(await facts({ headers: [envelope.header, heart.header] }))).toEqual({
      kind: 'refuse',
      reason: 'OTHER_CATEGORY',
    });
  });
});
