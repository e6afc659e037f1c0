import { randomBytes } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Portion,
  SupplyBasis,
  UnitStatus,
  decodeRevert,
  itemKeyOf,
  randomId,
  refusalOf,
  revertDataOf,
  signVoucher,
  toHex,
  undoProof,
  voucherKeyAddress,
  type LedgerEvent,
  type Voucher,
} from '../src/index.js';
import { Consortium, operation, type MadeLot } from './consortium.js';
import { PARTY } from './parties.js';

let consortium: Consortium;
let made: MadeLot;

beforeAll(async () => {
  consortium = await Consortium.found();
  made = await consortium.makeLot(1000, (await consortium.today()) + 365);
}, 60_000);
afterAll(() => consortium.stop());

function only(events: readonly LedgerEvent[]): LedgerEvent {
  expect(events).toHaveLength(1);
  return events[0] as LedgerEvent;
}

/** What became of the single item of a call: the event's name, or the refusal. */
function outcome(events: readonly LedgerEvent[]): string {
  const event = only(events);
  return event.name === 'Refused' ? (refusalOf(event.args.reason) ?? event.args.reason) : event.name;
}

async function move(from: number, receiver: number, start: number, end: number, hint: number): Promise<void> {
  const range = { operation: operation(), lot: made.lot, start, end, hint };
  const shipped = await consortium.send(0, 'lotLedger', 'shipMany', {
    items: [{ ...range, party: from, receiver }],
  });
  expect(outcome(shipped.events)).toBe('Shipped');
  const received = await consortium.send(0, 'lotLedger', 'receiveMany', {
    items: [{ ...range, party: receiver, hint: start }],
  });
  expect(outcome(received.events)).toBe('Received');
}

async function dispense(index: number, vouchers: Voucher[] = [], quantity = 0): Promise<LedgerEvent[]> {
  const { events } = await consortium.send(0, 'lotLedger', 'dispenseMany', {
    items: [
      {
        operation: operation(),
        party: PARTY.pharmacy,
        lot: made.lot,
        index,
        hint: 100,
        portion: Portion.Whole,
        basis: vouchers.length > 0 ? SupplyBasis.Prescribed : SupplyBasis.Paper,
        quantity,
        voucher: vouchers.length,
      },
    ],
    vouchers,
  });
  return events;
}

describe('from the plant to the counter', () => {
  it('moves units from maker to distributor to pharmacy', async () => {
    await move(PARTY.maker, PARTY.distributor, 0, 500, 0);
    await move(PARTY.distributor, PARTY.pharmacy, 100, 124, 0);
    expect(await consortium.reader.segment(made.lot, 100)).toEqual({
      end: 124,
      holder: PARTY.pharmacy,
      receiver: 0,
      state: 1,
      touched: false,
    });
  });

  it('dispenses on a prescription once, refuses the same pack again, and undoes it', async () => {
    const privateKey = toHex(randomBytes(32));
    const id = randomId();
    const item = itemKeyOf(PARTY.prescriber, id);
    const today = await consortium.today();
    const issued = await consortium.send(0, 'prescriptionLedger', 'issueMany', {
      items: [
        {
          operation: operation(),
          prescriber: PARTY.prescriber,
          id,
          key: voucherKeyAddress(privateKey),
          quantity: 30,
          firstDay: today,
          lastDay: today + 90,
        },
      ],
    });
    expect(outcome(issued.events)).toBe('Issued');

    const domain = {
      chainId: consortium.chainId,
      prescriptionLedger: consortium.addresses.prescriptionLedger,
    };
    const deadline = (today + 1) * 86_400;
    const terms = { item, pharmacy: PARTY.pharmacy, upTo: 30, deadline };
    const voucher = signVoucher(privateKey, domain, terms);
    const dispensed = only(await dispense(100, [voucher], 30));
    if (dispensed.name !== 'Dispensed') throw new Error(outcome([dispensed]));
    expect(dispensed.args).toMatchObject({ lot: made.lot, index: 100, item, quantity: 30 });
    expect(await consortium.reader.unit(made.lot, 100)).toEqual({ status: UnitStatus.Filled, day: today });

    expect(outcome(await dispense(100))).toBe('AlreadySupplied');
    expect(outcome(await dispense(101, [voucher], 1))).toBe('QuantityExceeded');

    const fill = { lot: made.lot, index: 100, pharmacy: PARTY.pharmacy, quantity: 30, day: today };
    const undone = await consortium.send(0, 'lotLedger', 'undoDispenseMany', {
      items: [
        {
          operation: operation(),
          party: PARTY.pharmacy,
          lot: made.lot,
          index: 100,
          hint: 100,
          status: UnitStatus.Filled,
          item,
          quantity: 30,
          day: today,
          ...undoProof([fill], 0),
        },
      ],
    });
    expect(outcome(undone.events)).toBe('Undone');
    expect(await consortium.reader.item(item)).toMatchObject({ remaining: 30, used: 30, fills: 0n });
    expect(outcome(await dispense(100, [voucher], 30))).toBe('VoucherSpent');
  });

  it('lets a pharmacy claim a pack by the proof of its serial', async () => {
    const claim = {
      operation: operation(),
      party: PARTY.otherPharmacy,
      lot: made.lot,
      index: 700,
      hint: 500,
    };
    const commitment = made.commitmentOf(700);
    const forged = await consortium.send(0, 'lotLedger', 'claimMany', {
      items: [{ ...claim, commitment, proof: made.proofOf(701) }],
    });
    expect(outcome(forged.events)).toBe('InvalidProof');
    const claimed = await consortium.send(0, 'lotLedger', 'claimMany', {
      items: [{ ...claim, commitment, proof: made.proofOf(700) }],
    });
    expect(outcome(claimed.events)).toBe('Claimed');
  });

  it('recalls with two keys of the maker, and nothing of the lot is supplied after', async () => {
    const proposal = operation();
    const recall = { party: PARTY.maker, lot: made.lot, start: 0, end: made.units, reason: 1 };
    await consortium.send(0, 'lotLedger', 'proposeRecall', { operation: proposal, ...recall });
    const approval = { operation: operation(), party: PARTY.maker, proposal };
    const alone = await consortium.send(0, 'lotLedger', 'approveRecall', approval).catch(revertDataOf);
    expect(decodeRevert(String(alone))).toEqual({ kind: 'refusal', name: 'NotOperator' });
    const { events } = await consortium.send(1, 'lotLedger', 'approveRecall', approval);
    expect(outcome(events)).toBe('LotRecalled');
    expect(outcome(await dispense(101))).toBe('LotIsRecalled');
  });
});
