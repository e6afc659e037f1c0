import { beforeAll, describe, expect, it } from 'vitest';
import { lengthPrefixed, randomBytes, toHex, utf8 } from '../src/bytes.js';
import { canonicalBytes, parseCanonical } from '../src/canonical.js';
import { mac } from '../src/hashing.js';
import {
  NO_LEAF,
  dayOf,
  ingredientOf,
  newSigningKey,
  openLine,
  patientKeysOf,
  readTherapyCheck,
  readTherapySupplies,
  routeOf,
  sealLine,
  supplyOf,
  therapyChecks,
  therapySuppliesBytes,
  therapyTagOf,
  type PatientKeys,
  type SiteDevice,
} from '../src/index.js';
import { withSignature } from '../src/signing.js';
import { NOW } from './world.js';

let patient: PatientKeys;
let other: PatientKeys;
let device: SiteDevice;
beforeAll(async () => {
  [patient, other] = await Promise.all([patientKeysOf(randomBytes(32)), patientKeysOf(randomBytes(32))]);
  device = await newDevice();
});

async function newDevice(): Promise<SiteDevice> {
  const sign = await newSigningKey();
  const words = { r: `0x${'01'.repeat(32)}`, vs: `0x${'02'.repeat(32)}` } as const;
  const named = {
    party: 30,
    name: 'Harbor Pharmacy',
    notAfter: NOW,
    operator: `0x${'03'.repeat(20)}`,
  } as const;
  return { sign, certificate: { ...named, ...words, signKey: `0x${toHex(sign.publicKey)}` } };
}

describe('a tag', () => {
  const tag = (substance: string, form?: string, keys = patient) =>
    therapyTagOf(keys.tagKey, { substance, form });

  it('is the same for one ingredient, whatever its salt, its spelling and the pack are', async () => {
    const known = await tag('amlodipine', 'tablet');
    for (const [name, form] of [
      ['Amlodipine Besylate', 'capsule'],
      ['  amlodipine   besilate ', 'TABLET, FILM COATED'],
      ['AMLODIPINE MALEATE'],
    ] as const)
      expect(await tag(name, form)).toBe(known);
  });

  it('is another for another ingredient, another way into the body, and another patient', async () => {
    const tags = await Promise.all([
      tag('diclofenac', 'tablet'),
      tag('diclofenac', 'gel'),
      tag('aceclofenac', 'tablet'),
      tag('diclofenac', 'tablet', other),
    ]);
    expect(new Set(tags).size).toBe(4);
  });

  it('is made under a label and a version of its own, so that it stands for nothing else', async () => {
    const fields = ['custodia/therapy-tag/v1', 'metformin', 'systemic'].map(utf8);
    expect(await tag('metformin hydrochloride')).toBe(
      `0x${toHex(await mac(patient.tagKey, lengthPrefixed(...fields)))}`,
    );
    expect(await tag('metformin')).not.toBe(
      `0x${toHex(await mac(patient.tagKey, utf8('metforminsystemic')))}`,
    );
  });
});

it.each([
  ['potassium chloride', 'potassium chloride'],
  ['sodium', 'sodium'],
  ['Perindopril tert-butylamine', 'perindopril tert-butylamine'],
  ['salmeterol xinafoate', 'salmeterol'],
  ['amoxicillin trihydrate', 'amoxicillin'],
  ['sodium valproate', 'sodium valproate'],
])('of %s the ingredient is %s', (substance, ingredient) => {
  expect(ingredientOf(substance)).toBe(ingredient);
});

it.each([
  ['tablet', 'systemic'],
  [null, 'systemic'],
  ['transdermal patch', 'systemic'],
  ['solution/ drops', 'local'],
  ['CREAM', 'local'],
  ['powder for inhalation', 'local'],
])('%s goes the %s way', (form, route) => {
  expect(routeOf(form)).toBe(route);
});

describe('what a site says of supplies', () => {
  const supply = async (days = 30) =>
    supplyOf(await therapyTagOf(patient.tagKey, { substance: 'ramipril' }), NOW, days);

  it('is read as it was signed, and names days alone', async () => {
    const given = await supply();
    expect(given).toMatchObject({ from: dayOf(NOW), until: dayOf(NOW) + 30 });
    const made = await therapySuppliesBytes(device, patient.pseudonym, [given]);
    const read = await readTherapySupplies(made, patient.pseudonym);
    expect(read.supplies).toEqual([given]);
  });

  it('is void for another patient, from another device, and once it is altered', async () => {
    const made = await therapySuppliesBytes(device, patient.pseudonym, [await supply()]);
    await expect(readTherapySupplies(made, other.pseudonym)).rejects.toMatchObject({ code: 'WRONG_PATIENT' });
    const stranger = { ...device, sign: await newSigningKey() };
    const foreign = await therapySuppliesBytes(stranger, patient.pseudonym, [await supply()]);
    await expect(readTherapySupplies(foreign, patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
    const json = parseCanonical(made) as Record<string, never>;
    const altered = canonicalBytes({ ...json, supplies: [await supply(60)] });
    await expect(readTherapySupplies(altered, patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
  });

  it.each([-1, 401])('does not last for %s days', async (days) => {
    const made = await therapySuppliesBytes(device, patient.pseudonym, [await supply(days)]);
    await expect(readTherapySupplies(made, patient.pseudonym)).rejects.toMatchObject({ code: 'MALFORMED' });
  });
});

describe('a question whether something is taken already', () => {
  const asked = async () => ({
    pseudonym: patient.pseudonym,
    person: 'Lena Park',
    tags: [await therapyTagOf(patient.tagKey, { substance: 'ramipril' })],
    time: NOW,
  });

  it('is one and the same at all nodes, and signed for each alone', async () => {
    const made = await therapyChecks(['node-a', 'node-b'], await asked(), device);
    const [a, b] = await Promise.all(made.map((one) => readTherapyCheck(one, patient.pseudonym)));
    expect([a!.node, b!.node]).toEqual(['node-a', 'node-b']);
    expect(a!.requestHash).toBe(b!.requestHash);
    const again = await therapyChecks(['node-a'], await asked(), device);
    expect((await readTherapyCheck(again[0]!, patient.pseudonym)).requestHash).not.toBe(a!.requestHash);
    const json = parseCanonical(made[0]!) as Record<string, never>;
    const moved = canonicalBytes({ ...json, node: 'node-b' });
    await expect(readTherapyCheck(moved, patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
  });

  it('is no question of supplies, nor the other way round', async () => {
    const { certificate } = device;
    const statement = {
      v: 1,
      ...(await asked()),
      certificate: { ...certificate },
      nonce: 'A'.repeat(22),
      node: 'a',
    };
    const wrong = canonicalBytes(await withSignature(device.sign, 'therapy-supplies/v1', statement));
    await expect(readTherapyCheck(wrong, patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
  });
});

it('the log tells its patient which tags were asked for, and lines of before are read as ever', async () => {
  const line = {
    node: 'node-a',
    seq: 0,
    previous: NO_LEAF,
    event: 'therapy-check',
    time: NOW,
    organisation: 'Harbor Pharmacy',
    person: 'Lena Park',
    categories: ['medications'],
    entryIds: [],
    purpose: 'TREAT',
    reason: '',
    requestHash: `0x${'cd'.repeat(32)}`,
  } as const;
  const { pseudonym, log } = patient;
  const tags = [await therapyTagOf(patient.tagKey, { substance: 'ramipril' })];
  for (const written of [line, { ...line, tags }]) {
    const sealed = await sealLine(written, pseudonym, log.publicKey);
    expect(await openLine(sealed, 'node-a', pseudonym, log.privateKey)).toEqual(written);
  }
});
