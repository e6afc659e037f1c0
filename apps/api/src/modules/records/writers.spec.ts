import { isWriterCertified, toHex, type WriterCertificate } from '@custodia/ledger';
import { computeAddress } from 'ethers';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { aSite } from '../../testing/builders.js';
import { CONSENT_DOMAIN } from '../../testing/consents.js';
import { signedIn } from '../../testing/signed-in.js';
import { RecordsModule } from './records.module.js';

const CERTIFY = 'mutation ($signKey: String!) { certifyWriter(signKey: $signKey) }';
const NEXT_OPERATOR = `0x${'5e'.repeat(32)}`;

let api: ApiBench;
let doctor: Browser;
beforeAll(async () => {
  api = await openApiBench({ imports: [RecordsModule], settings: { OPERATOR_KEY_NEXT: NEXT_OPERATOR } });
  const clinic = await aSite(api, { roles: ['PRESCRIBER'], name: 'Heart Clinic' });
  doctor = await signedIn(api, { siteId: clinic.id });
  await api.sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     VALUES (31337, 'partyRegistry', $1, 1, now())`,
    [Buffer.alloc(20, 8)],
  );
});
afterAll(() => api.close());

it('a device at work is vouched for, with the name of its site', async () => {
  const signKey = randomBytes(32);
  const { certifyWriter } = await doctor.ask<{ certifyWriter: string }>(CERTIFY, {
    signKey: signKey.toString('base64url'),
  });
  const certificate = JSON.parse(certifyWriter) as WriterCertificate;
  expect(certificate).toMatchObject({ name: 'Heart Clinic', signKey: toHex(signKey) });
  const domain = { chainId: CONSENT_DOMAIN.chainId, partyRegistry: `0x${'08'.repeat(20)}` } as const;
  expect(isWriterCertified(certificate, domain)).toBe(true);
  expect(isWriterCertified({ ...certificate, name: 'Harbor Pharmacy' }, domain)).toBe(false);
  expect(await doctor.refusal(CERTIFY, { signKey: 'short' })).toBe('BAD_INPUT');
});

it('is vouched for by the operator’s new key as soon as the ledger is to withdraw the old one', async () => {
  const by = async () => {
    const signKey = randomBytes(32).toString('base64url');
    const { certifyWriter } = await doctor.ask<{ certifyWriter: string }>(CERTIFY, { signKey });
    return (JSON.parse(certifyWriter) as WriterCertificate).operator;
  };
  const { operator } = api.config.keys;
  const [old, next] = [operator!, NEXT_OPERATOR].map((key) => computeAddress(key).toLowerCase());
  const bytes = (address: string) => Buffer.from(address.slice(2), 'hex');
  expect(await by()).toBe(old);
  await api.sql(
    `INSERT INTO operator_rotation (new_address, old_address, phase, started_at, changed_at)
     VALUES ($1, $2, 'DRAINING', now(), now())`,
    [bytes(next!), bytes(old!)],
  );
  expect(await by()).toBe(old);
  await api.sql(`UPDATE operator_rotation SET phase = 'WITHDRAWING'`);
  expect(await by()).toBe(next);
});
