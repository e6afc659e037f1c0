import { encodeCall, randomId, signGrant, signRevocation, toHex, type Hex } from '@custodia/ledger';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAgreement } from '../../testing/ledger-agreement.js';
import { openLedgerBench, type LedgerBench } from '../../testing/ledger-bench.js';
import { sqlOf } from './sql.js';

let ledger: LedgerBench;
beforeAll(async () => {
  ledger = await openLedgerBench();
});
afterAll(() => ledger.close());

it('reads on over the consents that anybody relays', async () => {
  const { chainId, addresses } = ledger.pipeline.consortium;
  const consentRegistry = addresses.consentRegistry as Hex;
  const relay = (data: Uint8Array) =>
    ledger.rpc('eth_sendTransaction', {
      from: ledger.chain.accounts[8]?.address,
      to: consentRegistry,
      data: toHex(data),
      gasPrice: '0x0',
    });
  const key = toHex(randomBytes(32));
  const terms = { commitment: randomId(), lastDay: 60_000, deadline: 4_000_000_000 };
  const grant = signGrant(key, { chainId, consentRegistry }, terms);
  const revocation = signRevocation(key, { chainId, consentRegistry }, terms);
  // A stranger's operation id may be nothing, or the same twice.
  const operation: Hex = `0x${'00'.repeat(16)}`;
  await relay(encodeCall('consentRegistry', 'grant', { operation, ...grant }));
  await relay(encodeCall('consentRegistry', 'revoke', { operation, ...revocation }));

  await ledger.registerRun(10);
  const events = await sqlOf(ledger.database)<{ name: string }>(
    `SELECT name FROM ledger.event WHERE name LIKE 'Consent%' ORDER BY block_number, log_index`,
  );
  expect(events.map(({ name }) => name)).toEqual(['ConsentGranted', 'ConsentRevoked']);
  await expectAgreement(ledger);
});
