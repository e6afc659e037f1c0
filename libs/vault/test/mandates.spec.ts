import { ConsentStanding } from '@custodia/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from '../src/bytes.js';
import {
  MANDATE_SLOTS,
  canonicalBytes,
  makeGrantFor,
  makeMandate,
  openGranted,
  openSlots,
  parseCanonical,
  patientKeysOf,
  readMandate,
  readOpening,
  standingRefusal,
  type Grant,
  type Json,
  type MandateSlot,
  type NewMandate,
  type PatientKeys,
} from '../src/index.js';
import { controllerAddressOf, controllerKeyOf } from '@custodia/ledger/consents';
import { withSignature } from '../src/signing.js';
import { NOW, REALM, newGrantee, newWorld, type Grantee, type World } from './world.js';

let world: World;
let carer: PatientKeys;
let clinic: Grantee;
let made: NewMandate;
let slots: readonly MandateSlot[];
let grant: Grant;

const NOT_AFTER = NOW + 86_400;
const holderOf = ({ kem, sign }: PatientKeys['carer']) => ({
  kemKey: kem.publicKey,
  signKey: sign.publicKey,
});
const terms = () => ({ grantee: clinic.holder, categories: ['medications'], notAfter: NOT_AFTER }) as const;
const allowedBy = (slot: MandateSlot, changed: object = {}, signer = carer.carer.sign) =>
  makeGrantFor(made, signer, slot, { ...terms(), ...changed }, world.epochs);
const read = (bytes: Uint8Array) => readOpening(bytes, REALM, world.patient.pseudonym);

beforeAll(async () => {
  world = await newWorld();
  carer = await patientKeysOf(randomBytes(32));
  clinic = await newGrantee();
  made = await makeMandate(world.patient, REALM, {
    carer: holderOf(carer.carer),
    categories: ['medications'],
    notAfter: NOT_AFTER,
  });
  slots = await openSlots(made.mandate, made.handed, carer.carer.kem.privateKey);
  grant = await allowedBy(slots[0]!);
});

describe('what a carer allows', () => {
  it('is read as the patient’s consent, tells whose keys gave it, and gives the reader the keys of that part', async () => {
    expect(await read(grant.openingBytes)).toMatchObject({
      pseudonym: world.patient.pseudonym,
      categories: ['medications'],
      purpose: 'TREAT',
      mandate: { carer: holderOf(carer.carer), consent: made.mandate.consent },
    });
    expect(grant.epochs.map(({ category }) => category)).toEqual(['medications']);
    const key = await openGranted(grant.epochs[0]!, grant.opening, clinic.kem.privateKey);
    expect(key.publicKey).toEqual(world.epochs[0]!.publicKey);
  });

  it('the patient’s own device can stop, from the opening alone', async () => {
    const { salt } = parseCanonical(grant.openingBytes) as unknown as { salt: `0x${string}` };
    const key = await controllerKeyOf(world.patient.grantSeed, salt);
    expect(controllerAddressOf(key)).toBe(grant.opening.controller);
  });

  it('is within the part and the time that the patient named', async () => {
    await expect(allowedBy(slots[1]!, { categories: ['cardiology'] })).rejects.toMatchObject({
      code: 'WRONG_COMMITMENT',
    });
    await expect(allowedBy(slots[1]!, { notAfter: NOT_AFTER + 1 })).rejects.toMatchObject({
      code: 'WRONG_COMMITMENT',
    });
  });

  it('is by controllers of the patient alone, each with its own salt', async () => {
    const key = await controllerKeyOf(carer.grantSeed, slots[1]!.salt);
    await expect(allowedBy({ ...slots[1]!, key })).rejects.toMatchObject({ code: 'WRONG_COMMITMENT' });
    const swapped = { salt: slots[2]!.salt, key: slots[1]!.key };
    await expect(allowedBy(swapped)).rejects.toMatchObject({ code: 'WRONG_COMMITMENT' });
  });

  it('is signed by that carer: nobody else uses the mandate, though whoever was let in has read it', async () => {
    await expect(allowedBy(slots[1]!, {}, clinic.sign)).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
    const json = parseCanonical(grant.openingBytes) as Record<string, Json>;
    for (const [field, value] of Object.entries({
      granteeKeyHash: `0x${'00'.repeat(32)}`,
      notAfter: NOW,
      salt: slots[1]!.salt,
    }))
      await expect(read(canonicalBytes({ ...json, [field]: value })), field).rejects.toMatchObject({
        code: 'WRONG_SIGNATURE',
      });
  });

  it('is for one look where the carer says so, under the carer’s signature', async () => {
    expect((await read(grant.openingBytes)).once).toBe(false);
    const { openingBytes } = await allowedBy(slots[3]!, { once: true });
    expect((await read(openingBytes)).once).toBe(true);
    const json = parseCanonical(openingBytes) as Record<string, Json>;
    const { terms: _, ...without } = json;
    for (const [changed, code] of [
      [{ ...json, terms: [] }, 'WRONG_SIGNATURE'],
      [{ ...json, terms: ['twice'] }, 'MALFORMED'],
      [{ ...json, terms: ['away'] }, 'MALFORMED'],
      [{ ...without, v: 1 }, 'WRONG_SIGNATURE'],
    ] as const)
      await expect(read(canonicalBytes(changed))).rejects.toMatchObject({ code });
  });

  it('is read still where it was signed before there were looks to allow once', async () => {
    const { signature: _, terms: __, ...json } = parseCanonical(grant.openingBytes) as Record<string, Json>;
    const first = canonicalBytes(
      await withSignature(carer.carer.sign, 'mandated-opening/v1', { ...json, v: 1 }),
    );
    expect(await read(first)).toMatchObject({ once: false, commitment: grant.opening.commitment });
    // The signature is over the format, too.
    const forged = await withSignature(carer.carer.sign, 'mandated-opening/v2', { ...json, v: 1 });
    await expect(read(canonicalBytes(forged))).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
  });

  it('is to treat, and makes nobody else a carer', async () => {
    const { signature: _, ...json } = parseCanonical(grant.openingBytes) as { readonly [key: string]: Json };
    const statement = { ...json, purpose: 'SUPNWK' };
    const signed = await withSignature(carer.carer.sign, 'mandated-opening/v2', statement);
    await expect(read(canonicalBytes(signed))).rejects.toMatchObject({ code: 'MALFORMED' });
  });
});

describe('a mandate', () => {
  it('is void once any of it was changed, for another patient, and on another ledger', async () => {
    const json = parseCanonical(made.bytes) as Record<string, Json>;
    for (const [field, value] of Object.entries({
      categoryMask: 255,
      notAfter: NOT_AFTER * 2,
      slots: [`0x${'00'.repeat(32)}`],
      controller: `0x${'00'.repeat(20)}`,
    }))
      await expect(
        readMandate({ ...json, [field]: value }, REALM, world.patient.pseudonym),
        field,
      ).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
    await expect(readMandate(json, REALM, carer.pseudonym)).rejects.toMatchObject({ code: 'WRONG_PATIENT' });
    await expect(readMandate(json, { ...REALM, chainId: 1 }, world.patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_COMMITMENT',
    });
  });

  it('hands its keys to that carer, and a bounded number', async () => {
    expect(slots).toHaveLength(MANDATE_SLOTS);
    await expect(openSlots(made.mandate, made.handed, clinic.kem.privateKey)).rejects.toMatchObject({
      code: 'WRONG_KEY',
    });
  });

  it('ends all that hangs on it: where it was revoked, and where nobody has looked', () => {
    const facts = {
      opening: grant.opening,
      record: { standing: ConsentStanding.Granted, lastDay: grant.opening.lastDay },
      headTime: NOW,
      isStopped: false,
      now: NOW,
    };
    const withMandate = (standing: ConsentStanding) =>
      standingRefusal({ ...facts, mandateRecord: { standing, lastDay: 0 } });
    expect(withMandate(ConsentStanding.Unknown)).toBeUndefined();
    expect(withMandate(ConsentStanding.Revoked)).toBe('CONSENT_REVOKED');
    expect(standingRefusal(facts)).toBe('CONSENT_REVOKED');
  });
});
