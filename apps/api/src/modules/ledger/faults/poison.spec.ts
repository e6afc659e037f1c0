import {
  randomId,
  signVoucher,
  voucherKeyAddress,
  itemKeyOf,
  type Hex,
  type LedgerCall,
} from '@custodia/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewOperation } from '../../../platform/work/index.js';
import { expectAgreement, expectSettledOnce } from '../../../testing/ledger-agreement.js';
import {
  openLedgerBench,
  PHARMACY,
  PRESCRIBER,
  supply,
  type BenchRun,
  type LedgerBench,
} from '../../../testing/ledger-bench.js';

let ledger: LedgerBench;
let run: BenchRun;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(400);
});
afterAll(() => ledger.close());

it('finds the one operation that breaks its call, and does all others', async () => {
  const { prescriptionLedger } = ledger.pipeline.consortium.addresses;
  const poison = await filledSupply(200);
  const code = await ledger.rpc<string>('eth_getCode', prescriptionLedger, 'latest');
  // From now on every fill runs into an invalid instruction, which burns all gas of the call.
  await ledger.rpc('anvil_setCode', prescriptionLedger, '0xfe');
  const healthy = Array.from({ length: 60 }, (_, index) => supply(run, index));
  const ids = await ledger.enqueue(...healthy.slice(0, 30), poison, ...healthy.slice(30));
  await ledger.settle();

  const poisonId = poison.id ?? '';
  await expectSettledOnce(
    ledger,
    ids.filter((id) => id !== poisonId),
  );
  expect(await ledger.operation(poisonId)).toEqual({ status: 'REFUSED', reason: 'Reverted' });
  await ledger.rpc('anvil_setCode', prescriptionLedger, code);
  await expectAgreement(ledger);
});

it('refuses an operation that cannot be written down for the contracts, and does all others', async () => {
  const broken: NewOperation = {
    ...supply(run, 300),
    call: { ...supply(run, 300).call, quantity: -1 } as LedgerCall,
  };
  const ids = await ledger.enqueue(supply(run, 301), broken, supply(run, 302));
  await ledger.settle();
  expect(await ledger.operation(broken.id ?? '')).toEqual({ status: 'REFUSED', reason: 'Malformed' });
  await expectSettledOnce(
    ledger,
    ids.filter((id) => id !== broken.id),
  );
});

it('says why the ledger refuses a call that carries one operation', async () => {
  const [id = ''] = await ledger.enqueue({
    call: { kind: 'amendLot', lot: run.lot, expiryDay: 20_000, version: 7 },
    partyId: 10,
    runId: run.runId,
  });
  await ledger.settle();
  expect(await ledger.operation(id)).toEqual({ status: 'REFUSED', reason: 'StaleVersion' });
});

/** A supply on a prescription item that was issued for it. */
async function filledSupply(index: number): Promise<NewOperation> {
  const key: Hex = randomId();
  const id = randomId();
  const item = itemKeyOf(PRESCRIBER, id);
  const issue = {
    kind: 'issue',
    id,
    key: voucherKeyAddress(key),
    quantity: 30,
    firstDay: 1,
    lastDay: 60_000,
  } as const;
  await ledger.enqueue({ call: issue, partyId: PRESCRIBER, itemId: item });
  await ledger.settle();
  const { chainId, addresses } = ledger.pipeline.consortium;
  const domain = { chainId, prescriptionLedger: addresses.prescriptionLedger };
  const terms = { item, pharmacy: PHARMACY, upTo: 30, deadline: 4_000_000_000 };
  const { upTo, r, vs } = signVoucher(key, domain, terms);
  const plain = supply(run, index);
  const voucher = { item, upTo, deadline: terms.deadline, r, vs };
  return { ...plain, itemId: item, call: { ...plain.call, basis: 0, voucher } as LedgerCall };
}
