import { beforeAll, expect, it } from 'vitest';
import {
  canonicalBytes,
  granteeCall,
  holderHash,
  parseCanonical,
  patientCall,
  readGranteeCall,
  readPatientCall,
  type Json,
  type Look,
} from '../src/index.js';
import { NOW, newGrantee, newWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});

it('a patient’s call is for one node, and void once any of it was changed', async () => {
  const bytes = await patientCall(world.patient, 'node-a', 'log', { since: 3 }, NOW);
  const call = await readPatientCall(bytes, world.patient.pseudonym);
  expect(call).toMatchObject({ node: 'node-a', action: 'log', argument: { since: 3 }, time: NOW });
  const json = parseCanonical(bytes) as { readonly [key: string]: Json };
  const changes: Record<string, Json> = {
    node: 'node-b',
    action: 'entries',
    argument: { since: 0 },
    time: NOW + 1,
    nonce: 'A'.repeat(22),
    signature: 'A'.repeat(86),
  };
  for (const [field, value] of Object.entries(changes)) {
    const changed = canonicalBytes({ ...json, [field]: value });
    await expect(readPatientCall(changed, world.patient.pseudonym), field).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
  }
  const other = await newWorld();
  await expect(readPatientCall(bytes, other.patient.pseudonym)).rejects.toMatchObject({
    code: 'WRONG_PATIENT',
  });
  const foreign = canonicalBytes({ ...json, pseudonym: other.patient.pseudonym });
  await expect(readPatientCall(foreign, world.patient.pseudonym)).rejects.toMatchObject({
    code: 'WRONG_PATIENT',
  });
});

it('a grantee’s call is signed by the keys that it names', async () => {
  const [grantee, thief] = [await newGrantee(), await newGrantee()];
  const consent = `0x${'12'.repeat(32)}` as const;
  const look: Look = {
    consent,
    organisation: 'Heart Clinic',
    person: 'Dr Ada Byron',
    look: new Uint8Array(16),
  };
  const bytes = await granteeCall(grantee.holder, grantee.sign, 'node-a', look, NOW);
  expect(await readGranteeCall(bytes)).toMatchObject({
    ...look,
    granteeKeyHash: await holderHash(grantee.holder),
  });
  // The same look at another node is one look in the patient's log; another look is not.
  const { requestHash } = await readGranteeCall(bytes);
  const hashOf = async (node: string, of: Look) =>
    (await readGranteeCall(await granteeCall(grantee.holder, grantee.sign, node, of, NOW))).requestHash;
  expect(await hashOf('node-b', look)).toBe(requestHash);
  expect(await hashOf('node-a', { ...look, look: new Uint8Array(16).fill(1) })).not.toBe(requestHash);
  const renamed = canonicalBytes({
    ...(parseCanonical(bytes) as { readonly [key: string]: Json }),
    person: 'Dr Nobody',
  });
  await expect(readGranteeCall(renamed)).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
  const stolen = await granteeCall(grantee.holder, thief.sign, 'node-a', look, NOW);
  await expect(readGranteeCall(stolen)).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
});
