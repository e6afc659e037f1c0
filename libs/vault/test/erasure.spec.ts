import { beforeAll, describe, expect, it } from 'vitest';
import { consentIdOf } from '@custodia/ledger';
import {
  ERASED,
  canonicalBytes,
  createKeybag,
  envelopeBytes,
  epochJson,
  keepEpoch,
  newRecoveryCode,
  openOwnEntry,
  openReleasedEntry,
  orderErasure,
  ownEpoch,
  parseCanonical,
  readEnvelope,
  readErasure,
  sealEntry,
  sealLine,
  recordJson,
  NO_LEAF,
} from '../src/index.js';
import { NOW, REALM, draft, epochOf, grantTo, newGrantee, newWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});

describe('an erasure', () => {
  it('is ordered by the patient alone, for this ledger', async () => {
    const order = await orderErasure(world.patient, REALM, NOW);
    expect(await readErasure(order, REALM, world.patient.pseudonym)).toBe(NOW);
    const stranger = await newWorld();
    await expect(readErasure(order, REALM, stranger.patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
    const json = parseCanonical(order) as { readonly time: number };
    const later = canonicalBytes({ ...json, time: NOW + 1 });
    await expect(readErasure(later, REALM, world.patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
    await expect(readErasure(order, { ...REALM, chainId: 1 }, world.patient.pseudonym)).rejects.toMatchObject(
      {
        code: 'WRONG_PATIENT',
      },
    );
  });

  it('leaves a copy of the ciphertext that opens with nothing that is left', async () => {
    const { envelope } = await sealEntry(world.directory, 'medications', draft(), world.author);
    const copy = readEnvelope(envelopeBytes(envelope));
    const kept = await keepEpoch(epochOf(world, 'medications'), REALM, world.patient);
    expect(
      (await openOwnEntry(copy, await ownEpoch(kept, REALM, world.patient), world.patient)).body,
    ).toEqual(draft().body);
    // Keybag and wraps are gone: what is left is the copy, all public keys, and the keys of the nodes.
    const stranger = (await newWorld()).patient;
    const guessed = epochOf(await newWorld(), 'medications');
    await expect(openOwnEntry(copy, guessed, stranger)).rejects.toMatchObject({ code: 'WRONG_KEY' });
    await expect(openReleasedEntry(copy, guessed, [])).rejects.toMatchObject({ code: 'TOO_FEW_SHARES' });
  });

  it('leaves no byte at a node that links the person to a value on the ledger', async () => {
    const grantee = await newGrantee();
    const grant = await grantTo(world, grantee);
    const { envelope } = await sealEntry(world.directory, 'medications', draft(), world.author);
    const line = {
      node: 'node-a',
      seq: 0,
      previous: NO_LEAF,
      event: 'consent',
      time: NOW,
      organisation: 'Heart Clinic',
      person: '',
      categories: ['medications'],
      entryIds: [],
      purpose: 'TREAT',
      reason: '',
      requestHash: '',
    } as const;
    const { bytes: keybag } = await createKeybag([
      { kind: 'recovery-code', code: newRecoveryCode() },
      { kind: 'contacts', secret: new Uint8Array(32) },
    ]);
    const wraps = await Promise.all(world.epochs.map((epoch) => keepEpoch(epoch, REALM, world.patient)));
    const stored: Record<(typeof ERASED)[number] | 'tree' | 'ledger', Uint8Array> = {
      keybag,
      'recovery-kit': canonicalBytes(null),
      'epoch-wraps': canonicalBytes(wraps.map(epochJson)),
      'grant-wraps': canonicalBytes(grant.epochs.map(epochJson)),
      openings: grant.openingBytes,
      directory: new Uint8Array(world.directoryBytes),
      entries: envelopeBytes(envelope),
      files: new Uint8Array(0),
      'log-lines': canonicalBytes(
        recordJson(await sealLine(line, world.patient.pseudonym, world.patient.log.publicKey)),
      ),
      tree: new Uint8Array(32),
      ledger: canonicalBytes([grant.opening.consent]),
    };
    const textOf = (names: readonly string[]) =>
      names.map((name) => new TextDecoder().decode(stored[name as keyof typeof stored])).join('\n');
    const traces = [
      world.patient.pseudonym,
      grant.opening.controller,
      grant.salt,
      grant.opening.granteeKeyHash,
      envelope.header.entryId,
    ];
    const before = textOf(Object.keys(stored));
    for (const trace of traces) expect(before).toContain(trace);
    const after = textOf(Object.keys(stored).filter((name) => !(ERASED as readonly string[]).includes(name)));
    for (const trace of traces) expect(after).not.toContain(trace);
    // What stays on the ledger is a hash over 32 random bytes that nobody has any more.
    expect(consentIdOf(grant.opening.commitment, grant.opening.controller)).toBe(grant.opening.consent);
  });
});
