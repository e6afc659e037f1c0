import { beforeAll, describe, expect, it } from 'vitest';
import {
  newEpoch,
  keepEpoch,
  ownEpoch,
  agreedDirectory,
  currentEpoch,
  signDirectory,
  readDirectory,
  canonicalBytes,
  parseCanonical,
  type Json,
} from '../src/index.js';
import { REALM, epochOf, newGate, newWorld, type World } from './world.js';

let world: World;
let stranger: World;
let second: Uint8Array;
beforeAll(async () => {
  [world, stranger] = await Promise.all([newWorld(), newWorld()]);
  const epochs = [...world.epochs, await newEpoch('medications', 2)];
  second = await signDirectory(world.patient, REALM, { version: 2, gate: world.gate, epochs });
});

const agreed = (...answers: Uint8Array[]) => agreedDirectory(answers, REALM, world.patient.pseudonym);

describe('the directory', () => {
  it('is the newest that two nodes agree on', async () => {
    const first = world.directoryBytes;
    expect((await agreed(first, first, first)).version).toBe(1);
    expect((await agreed(first, second, second)).version).toBe(2);
    expect((await agreed(second, first, first)).version).toBe(1);
    expect(currentEpoch(await agreed(second, second), 'medications').epoch).toBe(2);
    expect(currentEpoch(await agreed(second, second), 'cardiology').epoch).toBe(1);
  });

  it('is none where no two agree', async () => {
    const other = stranger.directoryBytes;
    for (const answers of [[], [second], [world.directoryBytes, second], [other, other, other]])
      await expect(agreed(...answers)).rejects.toMatchObject({ code: 'DIRECTORY_NOT_AGREED' });
  });

  it('is not spoilt by a node that answers rubbish', async () => {
    expect((await agreed(new Uint8Array(10), second, second)).version).toBe(2);
    expect((await agreed(stranger.directoryBytes, second, second)).version).toBe(2);
  });

  it('has no epoch of a category that the patient did not open', async () => {
    expect(() => currentEpoch(world.directory, 'mental-health')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_EPOCH' }),
    );
  });

  it('is void once any of it was changed, for another patient, and on another ledger', async () => {
    const json = parseCanonical(world.directoryBytes) as { readonly [key: string]: Json };
    const read = (bytes: Uint8Array, realm = REALM) => readDirectory(bytes, realm, world.patient.pseudonym);
    const { gate } = await newGate();
    const theirs = parseCanonical(
      await signDirectory(stranger.patient, REALM, { version: 1, gate, epochs: stranger.epochs }),
    ) as { readonly [key: string]: Json };
    for (const field of ['kemKey', 'logKey', 'gate', 'epochs', 'signature']) {
      const changed = canonicalBytes({ ...json, [field]: theirs[field]! });
      await expect(read(changed), field).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
    }
    await expect(read(canonicalBytes({ ...json, version: 3 }))).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
    await expect(read(canonicalBytes({ ...json, signKey: theirs['signKey']! }))).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
    await expect(read(world.directoryBytes, { ...REALM, chainId: 1 })).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
  });
});

describe('an epoch', () => {
  it('is not taken for one under whose public key it was sealed', async () => {
    const key = { ...epochOf(world, 'medications'), publicKey: epochOf(world, 'cardiology').publicKey };
    const forged = await keepEpoch(key, REALM, world.patient);
    await expect(ownEpoch(forged, REALM, world.patient)).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });

  it('is kept for its patient alone, under its own name', async () => {
    const key = epochOf(world, 'medications');
    const kept = await keepEpoch(key, REALM, world.patient);
    expect(await ownEpoch(kept, REALM, world.patient)).toEqual(key);
    await expect(ownEpoch(kept, REALM, stranger.patient)).rejects.toMatchObject({ code: 'WRONG_KEY' });
    const renamed = [
      { ...kept, epoch: 2 },
      { ...kept, category: 'cardiology' as const },
      { ...kept, publicKey: epochOf(world, 'cardiology').publicKey },
    ];
    for (const each of renamed)
      await expect(ownEpoch(each, REALM, world.patient)).rejects.toMatchObject({ code: 'WRONG_KEY' });
    await expect(ownEpoch(kept, { ...REALM, chainId: 1 }, world.patient)).rejects.toMatchObject({
      code: 'WRONG_KEY',
    });
  });
});
