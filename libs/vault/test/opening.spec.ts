import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes, parseCanonical, readOpening, type Grant, type Json } from '../src/index.js';
import { withSignature } from '../src/signing.js';
import { NOW, REALM, grantTo, newGrantee, newWorld, type Grantee, type World } from './world.js';

let world: World;
let grantee: Grantee;
let grant: Grant;

beforeAll(async () => {
  world = await newWorld();
  grantee = await newGrantee();
  grant = await grantTo(world, grantee);
});

describe('an opening', () => {
  it('is void once any of it was changed, for another patient, and on another ledger', async () => {
    const json = parseCanonical(grant.openingBytes) as { readonly [key: string]: Json };
    const changes: Record<string, Json> = {
      granteeKeyHash: `0x${'00'.repeat(32)}`,
      categoryMask: 255,
      purpose: 'HRESCH',
      salt: `0x${'00'.repeat(32)}`,
      controller: `0x${'00'.repeat(20)}`,
      notAfter: NOW * 2,
      terms: ['once'],
      chainId: 1,
    };
    const read = (bytes: Uint8Array, realm = REALM) => readOpening(bytes, realm, world.patient.pseudonym);
    for (const [field, value] of Object.entries(changes)) {
      await expect(read(canonicalBytes({ ...json, [field]: value })), field).rejects.toMatchObject({
        code: 'WRONG_SIGNATURE',
      });
    }
    await expect(read(grant.openingBytes, { ...REALM, chainId: 1 })).rejects.toMatchObject({
      code: 'WRONG_COMMITMENT',
    });
    const stranger = await newWorld();
    await expect(readOpening(grant.openingBytes, REALM, stranger.patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
    expect(await read(grant.openingBytes)).toEqual(grant.opening);
  });

  it('of the first format is read still, and is for more than one look', async () => {
    const {
      terms: _,
      signature: __,
      ...statement
    } = JSON.parse(new TextDecoder().decode(grant.openingBytes)) as { readonly [key: string]: Json };
    const signed = (v: number, label: string) =>
      withSignature(world.patient.sign, label, { ...statement, v }).then(canonicalBytes);
    const read = async (bytes: Promise<Uint8Array>) =>
      readOpening(await bytes, REALM, world.patient.pseudonym);
    expect(await read(signed(1, 'opening/v1'))).toEqual(grant.opening);
    // Whoever allowed one look did not sign an opening that says nothing of it.
    await expect(read(signed(1, 'opening/v2'))).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
    await expect(read(signed(2, 'opening/v2'))).rejects.toMatchObject({ code: 'MALFORMED' });
    await expect(read(signed(3, 'opening/v2'))).rejects.toMatchObject({ code: 'UNKNOWN_VERSION' });
  });

  it('that holds without the ledger is one for emergencies, and says so under the signature', async () => {
    const read = (bytes: Uint8Array) => readOpening(bytes, REALM, world.patient.pseudonym);
    const without = await grantTo(world, grantee, { purpose: 'BTG', away: true });
    expect(without.opening).toMatchObject({ away: true, once: false });
    expect(grant.opening.away).toBe(false);
    await expect(grantTo(world, grantee, { away: true })).rejects.toMatchObject({ code: 'MALFORMED' });
    const json = parseCanonical(without.openingBytes) as { readonly [key: string]: Json };
    for (const terms of [[], ['once']])
      await expect(read(canonicalBytes({ ...json, terms }))).rejects.toMatchObject({
        code: 'WRONG_SIGNATURE',
      });
    await expect(read(canonicalBytes({ ...json, terms: ['later'] }))).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  });

  it('has nothing in common with another of the same patient for the same grantee', async () => {
    const { opening, controllerKey } = await grantTo(world, grantee);
    expect(opening.commitment).not.toBe(grant.opening.commitment);
    expect(opening.controller).not.toBe(grant.opening.controller);
    expect(controllerKey).not.toBe(grant.controllerKey);
  });
});
