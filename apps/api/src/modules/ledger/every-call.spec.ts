import {
  itemKeyOf,
  KeyRight,
  lotKeyOf,
  Portion,
  randomId,
  Role,
  signVoucher,
  signGrant,
  signRevocation,
  SupplyBasis,
  toHex,
  UnitStatus,
  voucherKeyAddress,
  type Hex,
  type LedgerCall,
  type VoucherJson,
} from '@custodia/ledger';
import { inclusionPath, rootOf, SerialCommitments, serialCommitment } from '@custodia/merkle';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import type { NewOperation } from '../../platform/work/index.js';
import { expectAgreement } from '../../testing/ledger-agreement.js';
import {
  byTwo,
  DISTRIBUTOR,
  MAKER,
  openLedgerBench,
  PHARMACY,
  PRESCRIBER,
  REGULATOR,
  type LedgerBench,
} from '../../testing/ledger-bench.js';

let ledger: LedgerBench;
beforeAll(async () => {
  ledger = await openLedgerBench();
});
afterAll(() => ledger.close());

const RUN = 77;
const UNITS = 100;
const commitments = new SerialCommitments(randomBytes(32));
const leaves = Array.from({ length: UNITS }, (_, index) => commitments.leaf(index, `SERIAL${index}`));
const lotId = randomId();
const lot = lotKeyOf(MAKER, lotId);
const range = (start: number, end: number) => ({ lot, start, end });
const unit = (index: number) => ({ lot, index });

/** Sends operations in one unit of work and expects each to succeed on the ledger, in this order. */
async function confirm(...operations: NewOperation[]): Promise<string[]> {
  const ids = await ledger.enqueue(...operations);
  await ledger.settle();
  for (const [index, id] of ids.entries()) {
    expect({ ...operations[index]?.call, ...(await ledger.operation(id)) }).toMatchObject({
      status: 'CONFIRMED',
    });
  }
  return ids;
}

function by(partyId: number, call: LedgerCall, more: Partial<NewOperation> = {}): NewOperation {
  return { call, partyId, runId: RUN, id: newId(), ...more };
}
const byRegulator = (call: LedgerCall) => by(REGULATOR, call, { signer: 'regulator' });

it('registers a lot, corrects it, holds and releases it', async () => {
  const root = toHex(rootOf(leaves));
  await confirm(
    by(MAKER, { kind: 'registerLot', lotId, units: UNITS, expiryDay: 30_000, root }),
    by(MAKER, { kind: 'amendLot', lot, expiryDay: 30_010, version: 0 }),
    by(MAKER, { kind: 'hold', lot }),
    byRegulator({ kind: 'hold', lot }),
    by(MAKER, { kind: 'release', lot }),
    byRegulator({ kind: 'release', lot }),
  );
});

it('moves custody in every way there is', async () => {
  const proof = inclusionPath(leaves, 60).map(toHex);
  const commitment = toHex(serialCommitment(commitments.salt(60), 'SERIAL60'));
  await confirm(
    by(MAKER, { kind: 'ship', ...range(0, 50), receiver: PHARMACY }),
    by(PHARMACY, { kind: 'receive', ...range(0, 20) }),
    by(PHARMACY, { kind: 'receive', ...range(20, 40) }),
    by(PHARMACY, { kind: 'reject', ...range(40, 45) }),
    by(MAKER, { kind: 'voidShipment', ...range(45, 48) }),
    by(PHARMACY, { kind: 'reportMissing', ...range(48, 50) }),
    by(PHARMACY, { kind: 'claim', ...unit(60), commitment, proof }),
    by(PHARMACY, { kind: 'returnTo', ...range(38, 40), receiver: MAKER }),
    byRegulator({ kind: 'reassign', ...range(70, 80), receiver: DISTRIBUTOR }),
    by(DISTRIBUTOR, { kind: 'receive', ...range(70, 80) }),
  );
  const [held] = await ledger.sql(
    'SELECT "end", holder FROM ledger.segment WHERE lot_key = $1 AND start = 0',
    [Buffer.from(lot.slice(2), 'hex')],
  );
  expect(held).toEqual({ end: 38, holder: PHARMACY });
});

it('supplies units with and without a prescription, reports supplies, and undoes them', async () => {
  const key: Hex = randomId();
  const id = randomId();
  const item = itemKeyOf(PRESCRIBER, id);
  const onItem = { itemId: item };
  const issued = { kind: 'issue', id, key: voucherKeyAddress(key), quantity: 100 } as const;
  const fill = (index: number, voucher: VoucherJson): LedgerCall => ({
    kind: 'dispense',
    ...unit(index),
    portion: Portion.Whole,
    basis: SupplyBasis.Prescribed,
    quantity: 10,
    voucher,
  });
  const plain = { portion: Portion.Whole, basis: SupplyBasis.OverTheCounter, quantity: 10 };
  const basket = await voucher(key, item, 30);
  const [, first, second] = await confirm(
    by(PRESCRIBER, { ...issued, firstDay: 1, lastDay: 60_000 }, onItem),
    by(PHARMACY, fill(1, basket), onItem),
    by(PHARMACY, fill(2, basket), onItem),
    by(PHARMACY, fill(3, basket), onItem),
  );
  const [counter, reported] = await confirm(
    by(PHARMACY, { kind: 'dispense', ...unit(4), ...plain }),
    by(PHARMACY, { kind: 'reportSupply', ...unit(5), ...plain, reason: 1 }),
  );
  const undo = (index: number, undoes = '') => ({ kind: 'undoDispense', ...unit(index), undoes }) as const;
  await confirm(
    by(PHARMACY, undo(1, first), onItem),
    by(PHARMACY, undo(2, second), onItem),
    by(PHARMACY, undo(4, counter)),
    by(PHARMACY, undo(5, reported)),
  );
  const [left] = await ledger.sql('SELECT remaining, used FROM ledger.prescription_item');
  expect(left).toEqual({ remaining: 90, used: 30 });
  await confirm(by(PRESCRIBER, { kind: 'cancel', prescriber: PRESCRIBER, id }, onItem));
});

it('takes units off the market, locks and unlocks them', async () => {
  const [, , sampled] = await confirm(
    by(PHARMACY, { kind: 'lock', ...range(10, 20) }),
    by(PHARMACY, { kind: 'unlock', ...range(12, 14) }),
    by(PHARMACY, { kind: 'decommission', ...range(20, 22), status: UnitStatus.Sampled }),
    byRegulator({ kind: 'lock', ...range(72, 74) }),
  );
  await confirm(by(PHARMACY, { kind: 'undoDispense', ...unit(21), undoes: sampled ?? '' }));
});

it('recalls a range with two keys of the maker, and withdraws the lot with two of the regulator', async () => {
  const proposal = newId();
  const retracted = newId();
  const withdrawal = newId();
  await confirm(
    by(MAKER, { kind: 'proposeRecall', ...range(0, 100), reason: 1 }, { id: retracted, signer: 'proposer' }),
    by(MAKER, { kind: 'retractProposal', proposal: retracted }, { signer: 'proposer' }),
    by(MAKER, { kind: 'proposeRecall', ...range(90, 100), reason: 1 }, { id: proposal, signer: 'proposer' }),
    by(MAKER, { kind: 'approveRecall', proposal }, { signer: 'approver' }),
    by(REGULATOR, { kind: 'proposeWithdrawal', lot, reason: 2 }, { id: withdrawal, signer: 'regulator' }),
    by(REGULATOR, { kind: 'approveWithdrawal', proposal: withdrawal }, { signer: 'regulator-approver' }),
  );
});

it('admits a party, changes what it may do and how it is reached, suspends and reinstates it; anchors a root', async () => {
  const party = 99;
  const operator = ledger.pipeline.accounts[0]?.address ?? '0x';
  const profile = {
    hpkeKey: randomId(),
    endpoint: 'https://pharmacy.example/a/long/path/that/takes/three/words',
  };
  const keys = [{ key: operator, rights: KeyRight.Operate }];
  const retracted = newId();
  const approver = ledger.pipeline.accounts[3]?.address ?? '0x';
  await confirm(
    ...byTwo('Admission', { party, gln: '9501101530997', roles: Role.Pharmacy, ...profile, keys }),
    ...byTwo('Key', { party, key: approver, rights: KeyRight.Approve }),
    byRegulator({ kind: 'withdrawKey', party, key: approver }),
    by(
      REGULATOR,
      { kind: 'proposeRoles', party, roles: Role.Prescriber },
      { id: retracted, signer: 'regulator' },
    ),
    byRegulator({ kind: 'retractOrder', party, proposal: retracted }),
    ...byTwo('Roles', { party, roles: Role.Pharmacy | Role.Distributor }),
    byRegulator({ kind: 'suspend', party }),
    ...byTwo('Reinstatement', { party }),
    by(party, { kind: 'changeProfile', ...profile, endpoint: '' }),
    by(party, { kind: 'anchor', of: 1, root: randomId(), count: 5_000_000_000 }),
    by(party, { kind: 'anchor', of: 1, root: randomId(), count: 5_000_000_001 }),
  );
});

it('relays what patients signed, for nobody', async () => {
  const { chainId, addresses } = ledger.pipeline.consortium;
  const domain = { chainId, consentRegistry: addresses.consentRegistry as Hex };
  const key = toHex(randomBytes(32));
  const terms = { commitment: randomId(), lastDay: 60_000, deadline: 4_000_000_000 };
  const plain = ({ deadline, ...rest }: ReturnType<typeof signRevocation>) => ({
    ...rest,
    deadline: Number(deadline),
  });
  const { lastDay, ...grant } = signGrant(key, domain, terms);
  const { commitment, controller, r, vs } = plain(signRevocation(key, domain, terms));
  const revocation = { commitment, controller, deadline: terms.deadline, r, vs };
  await confirm(
    { call: { kind: 'grant', lastDay, ...plain(grant) }, partyId: 0 },
    { call: { kind: 'revoke', ...revocation }, partyId: 0 },
  );
  const [again] = await ledger.enqueue({ call: { kind: 'revoke', ...revocation }, partyId: 0 });
  await ledger.settle();
  expect(await ledger.operation(again!)).toMatchObject({ status: 'REFUSED', reason: 'AlreadyRevoked' });
});

it('leaves projections that a rebuild gives again, row by row, and that the contracts agree with', async () => {
  await expectAgreement(ledger);
});

async function voucher(key: Hex, item: Hex, upTo: number): Promise<VoucherJson> {
  const { chainId, addresses } = ledger.pipeline.consortium;
  const terms = { item, pharmacy: PHARMACY, upTo, deadline: 4_000_000_000 };
  const domain = { chainId, prescriptionLedger: addresses.prescriptionLedger };
  const { r, vs } = signVoucher(key, domain, terms);
  return { item, upTo, deadline: terms.deadline, r, vs };
}
