import { signVoucher, type Hex } from '@custodia/ledger';
import { fillKey, parsePrescriptionToken } from '@custodia/ledger/prescription-token';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  CAPSULES_IN_PACK,
  deliverLot,
  dispense,
  fillOf,
  openPrescription,
  prescribe,
  type OpenedPrescription,
  type RegisteredLot,
} from './acts.js';
import { agreedItem, agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { untilAlerted, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, prescriber, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'prescriber',
  'regulator',
);
let lot: RegisteredLot;
let opened: OpenedPrescription;

beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 12);
  opened = await openPrescription(pharmacy, await prescribe(prescriber, 2 * CAPSULES_IN_PACK));
});

/** A voucher with anything in it, signed by the key of the paper unless another is given. */
async function voucher(
  changed: {
    upTo?: number;
    minutes?: number;
    item?: Hex;
    pharmacy?: number;
    chainId?: number;
    key?: Hex;
  } = {},
) {
  const [item] = opened.items;
  const { chainId, verifyingContract } = opened.voucher;
  const upTo = changed.upTo ?? CAPSULES_IN_PACK;
  const deadline = Math.floor(Date.now() / 1000) + (changed.minutes ?? 10) * 60;
  const own = (await fillKey(parsePrescriptionToken(opened.token), item!.ordinal)) as Hex;
  const { r, vs } = signVoucher(
    changed.key ?? own,
    { chainId: changed.chainId ?? chainId, prescriptionLedger: verifyingContract },
    {
      item: changed.item ?? item!.ledgerKey,
      pharmacy: changed.pharmacy ?? opened.voucher.pharmacy,
      upTo,
      deadline,
    },
  );
  const signature = r + vs.slice(2);
  return { itemId: item!.id, upTo, deadline: new Date(deadline * 1000).toISOString(), signature };
}

const basket = (fill: object | undefined, code: string) => ({
  basis: 'E_PRESCRIPTION',
  prescriptionId: opened.id,
  contentKey: opened.contentKey,
  lines: [{ scan: code, itemId: opened.items[0]!.id, quantity: CAPSULES_IN_PACK }],
  fills: fill ? [fill] : [],
});

const attempt = async (fill: object | undefined, code = lot.codes[0]!) =>
  refusalOf(dispense(pharmacy, basket(fill, code)));

describe('a fill voucher is refused', () => {
  it('when it is missing, or nonsense', async () => {
    expect(await attempt(undefined)).toBe('VOUCHER_MISSING');
    const good = await voucher();
    for (const signature of ['0x00', 'rubbish', `0x${'ff'.repeat(64)}`]) {
      expect(await attempt({ ...good, signature })).toBe('VOUCHER_INVALID');
    }
  });

  it('when it was signed for another pharmacy, another item, another ledger, or by another key', async () => {
    const other = (await openPrescription(otherPharmacy, opened.token)).voucher.pharmacy;
    expect(await attempt(await voucher({ pharmacy: other }))).toBe('VOUCHER_INVALID');
    expect(await attempt(await voucher({ item: `0x${'11'.repeat(32)}` }))).toBe('VOUCHER_INVALID');
    expect(await attempt(await voucher({ chainId: 1 }))).toBe('VOUCHER_INVALID');
    expect(await attempt(await voucher({ key: `0x${'22'.repeat(32)}` }))).toBe('VOUCHER_INVALID');
  });

  it('when it was changed after it was signed, or has run out', async () => {
    const good = await voucher();
    expect(await attempt({ ...good, upTo: good.upTo + 1 })).toBe('VOUCHER_INVALID');
    const later = new Date(Date.parse(good.deadline) + 60_000).toISOString();
    expect(await attempt({ ...good, deadline: later })).toBe('VOUCHER_INVALID');
    expect(await attempt(await voucher({ minutes: -1 }))).toBe('VOUCHER_EXPIRED');
  });

  it('when it covers less than is given', async () => {
    expect(await attempt(await voucher({ upTo: CAPSULES_IN_PACK - 1 }))).toBe('VOUCHER_SPENT');
  });

  it('and nothing of all that changed anything, but the authority was told', async () => {
    expect((await agreedRun(lot.runId)).statuses).toEqual(Array(12).fill(0));
    expect(await agreedItem(opened.items[0]!.ledgerKey)).toEqual({
      remaining: 2 * CAPSULES_IN_PACK,
      used: 0,
    });
    await untilAlerted(regulator, lot.codes[0]!, 'VOUCHER_MISUSED');
  });
});

describe('a fill voucher that was used', () => {
  it('fills once: replayed here it is spent, stolen by another pharmacy it is invalid there', async () => {
    const fill = await voucher();
    const { id } = await dispense(pharmacy, basket(fill, lot.codes[1]!));
    expect(await attempt(fill, lot.codes[2])).toBe('VOUCHER_SPENT');
    expect((await visitOf(pharmacy, id)).status).toBe('CONFIRMED');
    expect(await attempt(fill, lot.codes[2])).toBe('VOUCHER_SPENT');
    expect(await refusalOf(dispense(otherPharmacy, basket(fill, lot.codes[2]!)))).toMatch(
      /VOUCHER_INVALID|NOT_HOLDER/,
    );
    expect(await agreedItem(opened.items[0]!.ledgerKey)).toEqual({
      remaining: CAPSULES_IN_PACK,
      used: CAPSULES_IN_PACK,
    });
  });

  it('by five requests at the same moment, fills once', async () => {
    const again = await openPrescription(pharmacy, opened.token);
    const fill = await fillOf(again, again.items[0]!, CAPSULES_IN_PACK);
    const attempts = await Promise.allSettled(
      lot.codes.slice(3, 8).map((code) => dispense(pharmacy, basket(fill, code))),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await agreedItem(opened.items[0]!.ledgerKey)).toEqual({
      remaining: 0,
      used: 2 * CAPSULES_IN_PACK,
    });
    const { statuses } = await agreedRun(lot.runId);
    expect(statuses.filter((status) => status !== 0)).toHaveLength(2);
  });
});
