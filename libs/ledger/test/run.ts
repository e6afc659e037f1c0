import { randomBytes } from 'ethers';
import { expect } from 'vitest';
import {
  UnitStatus,
  decodeRevert,
  itemKeyOf,
  randomId,
  refusalOf,
  revertDataOf,
  signVoucher,
  toHex,
  voucherKeyAddress,
  type Hex,
} from '../src/index.js';
import { SIZE, type Command } from './command.js';
import { operation, type Consortium, type MadeLot } from './consortium.js';
import { Model, type ModelSegment, type Outcome } from './model.js';
import { PARTY } from './parties.js';
import { expectSameState } from './same-state.js';

const PRESCRIBED = 60;

interface Item {
  item: Hex;
  id: Hex;
  privateKey: Hex;
}

/** A lot with items, on the ledger and in the model, and how to do the same to both. */
export class Run {
  private constructor(
    private readonly consortium: Consortium,
    private readonly made: MadeLot,
    private readonly model: Model,
    private readonly items: readonly Item[],
  ) {}

  static async start(consortium: Consortium): Promise<Run> {
    const today = await consortium.today();
    const made = await consortium.makeLot(SIZE, today + 40);
    const model = new Model(made.lot, SIZE, today, today + 40, today);
    const items = [0, 1].map(() => {
      const id = randomId();
      return { id, item: itemKeyOf(PARTY.prescriber, id), privateKey: toHex(randomBytes(32)) };
    });
    const issued = items.map(({ id, privateKey }) => ({
      operation: operation(),
      prescriber: PARTY.prescriber,
      id,
      key: voucherKeyAddress(privateKey),
      quantity: PRESCRIBED,
      firstDay: today,
      lastDay: today + 300,
    }));
    await consortium.send(0, 'prescriptionLedger', 'issueMany', { items: issued });
    for (const { item } of items) {
      model.items.set(item, { remaining: PRESCRIBED, used: 0, cancelled: false, fills: [] });
    }
    const run = new Run(consortium, made, model, items);
    await run.stock(PARTY.pharmacy, 0, 10);
    await run.stock(PARTY.otherPharmacy, 10, 14);
    return run;
  }

  /** Does a command on both sides; the outcomes and the states must be the same. */
  async do(asked: Command): Promise<void> {
    const { actual, expected } = await this.perform(asked);
    expect(actual, JSON.stringify(asked)).toBe(expected);
    await expectSameState(this.consortium, this.model);
  }

  async end(): Promise<void> {
    for (const party of this.model.suspended) {
      await this.consortium.reinstate(party);
    }
  }

  private async stock(party: number, start: number, end: number): Promise<void> {
    const range = { operation: operation(), lot: this.made.lot, start, end, hint: start };
    const shipped = { ...range, party: PARTY.maker, receiver: party };
    await this.consortium.send(0, 'lotLedger', 'shipMany', { items: [shipped] });
    await this.consortium.send(0, 'lotLedger', 'receiveMany', { items: [{ ...range, party }] });
    this.model.ship(shipped, party);
    this.model.receive({ ...range, party });
    await expectSameState(this.consortium, this.model);
  }

  private async perform(asked: Command): Promise<{ actual: Outcome; expected: Outcome }> {
    const { model } = this;
    const segment = this.segmentFor(asked);
    const start = segment.start + (asked.offset % (segment.end - segment.start));
    const end = start + 1 + (asked.length % (segment.end - start));
    const hint = this.hintFor(segment, asked.hops);
    const holder = asked.stranger ?? segment.holder;
    const receiver = asked.stranger ?? (segment.receiver || segment.holder);
    const range = (party: number) => ({
      operation: operation(),
      party,
      lot: this.made.lot,
      start,
      end,
      hint,
    });
    const place = (party: number) => ({ party, start, end, hint });

    switch (asked.kind) {
      case 'ship':
      case 'returnTo': {
        const items = [{ ...range(holder), receiver: asked.receiver }];
        return {
          actual: await this.outcome(
            holder,
            'lotLedger',
            asked.kind === 'ship' ? 'shipMany' : 'returnToMany',
            { items },
          ),
          expected: model.ship(place(holder), asked.receiver),
        };
      }
      case 'receive':
        return {
          actual: await this.outcome(receiver, 'lotLedger', 'receiveMany', { items: [range(receiver)] }),
          expected: model.receive(place(receiver)),
        };
      case 'reject':
        return {
          actual: await this.outcome(receiver, 'lotLedger', 'rejectMany', { items: [range(receiver)] }),
          expected: model.reject(place(receiver)),
        };
      case 'voidShipment':
        return {
          actual: await this.outcome(holder, 'lotLedger', 'voidShipmentMany', { items: [range(holder)] }),
          expected: model.voidShipment(place(holder)),
        };
      case 'reportMissing':
        return {
          actual: await this.outcome(receiver, 'lotLedger', 'reportMissingMany', {
            items: [range(receiver)],
          }),
          expected: model.reportMissing(place(receiver)),
        };
      case 'lock':
      case 'unlock': {
        const party = asked.flag ? PARTY.regulator : holder;
        const lock = asked.kind === 'lock';
        return {
          actual: await this.outcome(party, 'lotLedger', lock ? 'lockMany' : 'unlockMany', {
            items: [range(party)],
          }),
          expected: lock ? model.lock(place(party)) : model.unlock(place(party)),
        };
      }
      case 'decommission': {
        const status = UnitStatus.Missing + (asked.code % 7);
        return {
          actual: await this.outcome(holder, 'lotLedger', 'decommissionMany', {
            items: [{ ...range(holder), status }],
          }),
          expected: model.decommission(place(holder), status),
        };
      }
      case 'claim': {
        const party = asked.receiver;
        const proven = asked.flag ? start : (start + 1) % SIZE;
        const commitment = this.made.commitmentOf(proven);
        const item = { operation: operation(), party, lot: this.made.lot, index: start, hint, commitment };
        const items = [{ ...item, proof: this.made.proofOf(proven) }];
        return {
          actual: await this.outcome(party, 'lotLedger', 'claimMany', { items }),
          expected: model.claim({ party, start, end: start + 1, hint }, asked.flag),
        };
      }
      case 'reassign': {
        const call = { ...range(PARTY.regulator), receiver: asked.receiver };
        return {
          actual: await this.outcome(PARTY.regulator, 'lotLedger', 'reassign', call),
          expected: model.reassign(place(PARTY.regulator), asked.receiver),
        };
      }
      case 'dispense':
        return this.dispense(asked, { party: holder, start, end: start + 1, hint });
      case 'reportSupply':
        return this.reportSupply(asked, { party: holder, start, end: start + 1, hint });
      case 'undo':
        return this.undo(asked, { party: holder, start, end: start + 1, hint });
      case 'hold':
        // What is held is released soon: it hardly moves.
        return this.hold(
          model.heldByMaker || (!model.heldByRegulator && asked.flag) ? PARTY.maker : PARTY.regulator,
        );
      case 'recall':
        return this.recall(start, Math.min(end, start + 2));
      case 'suspend':
        return this.suspend(asked);
      case 'cancel':
        return this.cancel(asked);
      case 'passDays':
        await this.consortium.passDays(1 + (asked.code % 4));
        model.today = await this.consortium.today();
        return { actual: '', expected: '' };
    }
  }

  private async dispense(asked: Command, place: Parameters<Model['dispense']>[0]) {
    const charge = asked.flag ? this.chargeOf(asked) : undefined;
    const { party, hint, start: index } = place;
    const portion = asked.code % 3;
    const basis = asked.flag ? 0 : 1 + (asked.code % 5);
    const quantity = charge?.quantity ?? asked.quantity;
    const voucher = asked.flag ? 1 : 0;
    const unit = {
      operation: operation(),
      party,
      lot: this.made.lot,
      index,
      hint,
      portion,
      basis,
      quantity,
      voucher,
    };
    const vouchers = charge ? [this.voucherOf(charge, party)] : [];
    return {
      actual: await this.outcome(party, 'lotLedger', 'dispenseMany', { items: [unit], vouchers }),
      expected: this.model.dispense(place, portion, basis, charge),
    };
  }

  private async reportSupply(asked: Command, place: Parameters<Model['reportSupply']>[0]) {
    const charge = asked.flag ? this.chargeOf(asked) : undefined;
    const { party, hint, start: index } = place;
    const portion = asked.code % 3;
    const quantity = charge?.quantity ?? 0;
    const codes = { portion, basis: asked.code % 6, reason: 1, quantity, voucher: asked.flag ? 1 : 0 };
    const unit = { operation: operation(), party, lot: this.made.lot, index, hint, ...codes };
    const vouchers = charge ? [this.voucherOf(charge, party)] : [];
    return {
      actual: await this.outcome(party, 'lotLedger', 'reportSupplyMany', { items: [unit], vouchers }),
      expected: this.model.reportSupply(place, portion, charge),
    };
  }

  /** Mostly of a fill that happened, with its own unit; else of any unit, with or without some fill. */
  private async undo(asked: Command, anywhere: Parameters<Model['undo']>[0]) {
    const { item } = this.itemFor(asked);
    const fills = this.model.items.get(item)?.fills ?? [];
    const position = asked.offset % Math.max(fills.length, 1);
    const fill = asked.hops === 0 ? undefined : fills[position];
    const gone = this.model.status.flatMap((status, index) => (status === UnitStatus.Active ? [] : [index]));
    const index = fill && asked.flag ? fill.index : gone[asked.segment % gone.length];
    let place = anywhere;
    if (index !== undefined && !asked.stranger) {
      const segment = this.model.segments.find(({ start, end }) => start <= index && index < end);
      place = { party: segment?.holder ?? 0, start: index, end: index + 1, hint: segment?.start ?? 0 };
    }
    const status = this.model.status[place.start] ?? UnitStatus.Active;
    const proof = fill ? this.model.proofOf(item, position) : { before: 0n, later: [] };
    const unit = {
      operation: operation(),
      party: place.party,
      lot: this.made.lot,
      index: place.start,
      hint: place.hint,
      status,
      item: fill ? item : (`0x${'00'.repeat(32)}` as Hex),
      quantity: fill?.quantity ?? 0,
      day: fill?.day ?? 0,
      ...proof,
    };
    return {
      actual: await this.outcome(place.party, 'lotLedger', 'undoDispenseMany', { items: [unit] }),
      expected: this.model.undo(place, status, fill && { item, position }),
    };
  }

  private async hold(party: number) {
    const { model } = this;
    const maker = party === PARTY.maker;
    const held = maker ? model.heldByMaker : model.heldByRegulator;
    const call = { operation: operation(), party, lot: this.made.lot };
    const actual = await this.outcome(party, 'lotLedger', held ? 'release' : 'hold', call);
    if (model.suspended.has(party)) return { actual, expected: 'PartySuspended' };
    if (maker) model.heldByMaker = !held;
    else model.heldByRegulator = !held;
    return { actual, expected: held ? 'LotReleased' : 'LotHeld' };
  }

  /** By both keys of the regulator. */
  private async recall(start: number, end: number) {
    const proposal = operation();
    const party = PARTY.regulator;
    const call = { operation: proposal, party, lot: this.made.lot, start, end, reason: 1 };
    await this.consortium.send(2, 'lotLedger', 'proposeRecall', call);
    const approval = { operation: operation(), party, proposal };
    const { events } = await this.consortium.send(3, 'lotLedger', 'approveRecall', approval);
    this.model.recalledRanges.push([start, end]);
    return { actual: events[0]?.name ?? '', expected: 'LotRecalled' };
  }

  /** At most one party at a time, and seldom. */
  private async suspend(asked: Command) {
    const { suspended } = this.model;
    for (const party of suspended) {
      await this.consortium.reinstate(party);
    }
    suspended.clear();
    const party = asked.receiver;
    if (asked.flag && party !== PARTY.regulator) {
      await this.consortium.suspend(party);
      suspended.add(party);
    }
    return { actual: '', expected: '' };
  }

  private async cancel(asked: Command) {
    const { item, id } = this.itemFor(asked);
    const call = { operation: operation(), party: PARTY.prescriber, prescriber: PARTY.prescriber, id };
    const known = this.model.items.get(item);
    const actual = await this.outcome(PARTY.prescriber, 'prescriptionLedger', 'cancelMany', {
      items: [call],
    });
    if (this.model.suspended.has(PARTY.prescriber)) return { actual, expected: 'PartySuspended' };
    if (known?.cancelled) return { actual, expected: 'ItemCancelled' };
    if (known) known.cancelled = true;
    return { actual, expected: 'Cancelled' };
  }

  /* CHOOSING */

  /** A segment for which the command makes sense, where there is one. */
  private segmentFor({ kind, segment }: Command): ModelSegment {
    const wanted = (each: ModelSegment): boolean => {
      if (kind === 'receive' || kind === 'reject' || kind === 'voidShipment') return each.state !== 'held';
      const pharmacy = each.holder === PARTY.pharmacy || each.holder === PARTY.otherPharmacy;
      if (kind === 'dispense' || kind === 'reportSupply' || kind === 'undo')
        return pharmacy && each.state === 'held';
      return kind === 'claim' || kind === 'reassign' || each.state === 'held';
    };
    const fitting = this.model.segments.filter(wanted);
    const from = fitting.length > 0 ? fitting : this.model.segments;
    return from[segment % from.length] as ModelSegment;
  }

  /** The segment's start, that of one further left, or one where nothing starts. */
  private hintFor(segment: ModelSegment, hops: number): number {
    if (hops === 10) return segment.end - 1;
    const { segments } = this.model;
    return segments[Math.max(0, segments.indexOf(segment) - Math.max(0, hops - 5))]?.start ?? 0;
  }

  private itemFor({ code }: Command): Item {
    return this.items[code % this.items.length] as Item;
  }

  private chargeOf(asked: Command) {
    const { item } = this.itemFor(asked);
    const used = this.model.items.get(item)?.used ?? 0;
    return { item, quantity: asked.quantity, upTo: used + 35 };
  }

  private voucherOf({ item, upTo }: { item: Hex; upTo: number }, pharmacy: number) {
    const privateKey = this.items.find((each) => each.item === item)?.privateKey ?? '0x';
    const domain = {
      chainId: this.consortium.chainId,
      prescriptionLedger: this.consortium.addresses.prescriptionLedger,
    };
    return signVoucher(privateKey, domain, { item, pharmacy, upTo, deadline: 2 ** 40 });
  }

  /* THE LEDGER'S SIDE */

  private readonly outcome = async (
    party: number,
    ...call: Parameters<Consortium['send']> extends [number, ...infer R] ? R : never
  ): Promise<Outcome> => {
    try {
      const { events } = await this.consortium.send(party === PARTY.regulator ? 2 : 0, ...call);
      expect(events).toHaveLength(1);
      const event = events[0];
      return event?.name === 'Refused'
        ? (refusalOf(event.args.reason) ?? event.args.reason)
        : (event?.name ?? '');
    } catch (error) {
      const revert = decodeRevert(revertDataOf(error) ?? '0x');
      if (revert.kind === 'unknown') throw error;
      return revert.name;
    }
  };
}
