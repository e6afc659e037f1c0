import { UnitStatus } from '@custodia/ledger';
import type { Observation, ObservedPack, ObservedSite } from '../../modules/alerts/observation.js';
import { judge } from '../../modules/alerts/rules.js';
import { comparedWith } from '../../modules/alerts/whereabouts.rules.js';
import { voucherRefusal } from '../../modules/dispensing/item.rules.js';
import { SUSPICIOUS } from '../../modules/dispensing/pack.rules.js';
import { STANDARD } from '../../modules/thresholds/index.js';
import { MARKETS } from '../../modules/parties/index.js';
import { readScan } from '../../modules/verification/unread.rules.js';
import type { Verdict } from '../../modules/verification/verdict.js';
import { claimRefusal, supplyRefusal } from './replay-ledger.js';
import { ReplayMemory, type Scan } from './replay-memory.js';
import { Register, verdictOn } from './replay-verdict.js';
import { incidentsOf, type Raised, type Replayed } from './replayed.js';
import { DAY, HOUR, MINUTE, printOf, type Act, type MadePack, type Place, type World } from './world.js';

type ActOf<K extends Act['kind']> = Extract<Act, { kind: K }>;

/**
 * Plays a month through the verdicts and the rules of the product, with memory in place of its tables: every act becomes
 * the observation that the product makes of it, and no other.
 */
export class Replay {
  private readonly register: Register;
  private readonly memory = new ReplayMemory();
  private readonly repeats = new Map<MadePack, number>();
  private readonly known = new Set<string>();
  private readonly raised: Raised[] = [];
  private waiting: { due: number; scan: Scan }[] = [];
  private nextDue = Infinity;
  private spent = 0n;

  constructor(private readonly world: World) {
    this.register = new Register(world);
  }

  play(acts: readonly Act[]): Replayed {
    const ordered = [...acts].sort((a, b) => a.at - b.at);
    let scans = 0;
    let honestScans = 0;
    for (const act of ordered) {
      this.settle(act.at);
      if (act.kind === 'scan' || act.kind === 'shop-code') {
        scans++;
        if (!act.label) honestScans++;
      }
      this.perform(act);
    }
    this.settle(Infinity);
    return {
      scans,
      honestScans,
      alerts: this.raised,
      incidents: incidentsOf(this.raised),
      nanoseconds: Number(this.spent),
    };
  }

  private perform(act: Act): void {
    switch (act.kind) {
      case 'scan':
        return this.scan(act);
      case 'shop-code':
        return this.shopCode(act);
      case 'deliver':
        return this.deliver(act);
      case 'short':
        return this.short(act);
      case 'off-market':
        for (const pack of act.packs) if (pack.status === UnitStatus.Active) pack.status = act.status;
        return;
      case 'recall':
        act.lot.recalled = true;
        return;
      case 'undo':
        return this.undo(act);
      case 'hand-out':
        return this.handOut(act);
      case 'report':
        return this.report(act);
      case 'fill':
        return this.fill(act);
      case 'claim':
        return this.claim(act, act.proven);
      case 'register':
        return this.registers(act);
    }
  }

  private scan(scan: Scan): void {
    const pack = this.register.pack(scan.print, scan.at);
    const { market } = this.world;
    const repeats = (pack && this.repeats.get(pack)) ?? 0;
    const verdict = verdictOn(scan, pack, { register: this.register, market, repeats });
    const elsewhere = pack ? this.elsewhere(pack, scan, verdict) : null;
    if (pack) this.remember(scan, verdict, pack);
    // A green scan is nobody's business, unless another pharmacy has read the pack as well.
    if ((verdict.light === 'GREEN' && !elsewhere) || isNear(verdict)) return;
    const { type, code, raisesAlert: alarming } = verdict;
    const lotKnown = code !== 'LOT_UNKNOWN';
    const name = `${scan.print.gtin} ${scan.print.serial}`;
    const earlierHere = this.memory.earlier(scan.place, name, type, scan.at, scan.channel);
    if (type === 'UnknownSerial' && earlierHere.length === 0) this.wait(scan, lotKnown);
    this.raise(scan, scan.at, {
      kind: 'scan',
      ...seenOf(scan, scan.place, scan.print),
      verdict: type,
      code,
      channel: scan.channel,
      dispensing: scan.mode === 'DISPENSE',
      nearMiss: false,
      alarming,
      ...(verdict.type === 'RecordMismatch' && {
        mismatch: { field: verdict.field, read: verdict.read, expected: verdict.expected ?? 'not shown' },
      }),
      earlierHere,
      unknownSerialsHere: type === 'UnknownSerial' ? this.memory.unknownSerials(scan) : 0,
      waited: false,
      lotKnown,
      holder: pack && alarming && type === 'NotInCustody' ? holderOf(pack, scan.place) : null,
      elsewhere,
    });
  }

  private elsewhere(pack: MadePack, scan: Scan, { type, raisesAlert }: Verdict) {
    const roles = comparedWith({ verdict: type, alarming: raisesAlert }, [scan.place.role]);
    return roles.length > 0 ? this.memory.elsewhere(pack, scan, roles) : null;
  }

  /** What the tables would keep of a read, and what a counter does with a pack that is in order. */
  private remember(scan: Scan, verdict: Verdict, pack: MadePack): void {
    this.memory.read(pack, scan);
    if (verdict.type === 'DispensedHere') this.repeats.set(pack, (this.repeats.get(pack) ?? 0) + 1);
    const inOrder =
      verdict.type === 'PackOk' || verdict.type === 'ExpiresSoon' || verdict.code === 'NOT_DELIVERED';
    if (inOrder && scan.mode === 'DISPENSE') this.supply(pack, scan.place, scan.at, UnitStatus.Supplied);
  }

  private supply(pack: MadePack, place: Place, at: number, status: UnitStatus): void {
    // What was never delivered is claimed as it is dispensed.
    if (!this.keepsCustody()) pack.holder = place;
    pack.status = status;
    pack.supplied = { place, at };
    this.repeats.set(pack, 0);
  }

  private keepsCustody(): boolean {
    return MARKETS[this.world.market].custodyRequired;
  }

  private shopCode(act: ActOf<'shop-code'>): void {
    const reading = readScan(`]E0${act.gtin.slice(1)}`);
    if (!('verdict' in reading)) throw new Error('A shop code is no pack code');
    const { type, code, raisesAlert } = reading.verdict;
    this.raise(act, act.at, {
      kind: 'scan',
      ...seenOf(act, act.place, { gtin: act.gtin }),
      verdict: type,
      code,
      channel: 'WEDGE',
      dispensing: true,
      nearMiss: false,
      alarming: raisesAlert,
      earlierHere: this.memory.earlier(act.place, act.gtin, type, act.at),
      unknownSerialsHere: 0,
      waited: false,
      lotKnown: true,
      holder: null,
      elsewhere: null,
    });
  }

  private deliver({ packs, to, at }: ActOf<'deliver'>): void {
    // Goods move all the same where no law wants it written down.
    if (!this.keepsCustody()) return;
    for (const pack of packs) {
      this.memory.moved(pack, pack.holder, to, at);
      pack.holder = to;
    }
  }

  private short(act: ActOf<'short'>): void {
    const { lot } = act.pack;
    this.raise(act, act.at, {
      kind: 'delivery',
      ...seenOf(act, act.to, { gtin: lot.gtin, lot: lot.number }),
      from: siteOf(act.from),
      shipmentId: `${lot.number}-${act.to.id}-${act.at}`,
      shipmentNumber: 'S',
      missing: act.missing,
      unexpected: 0,
      miscounts: this.memory.miscounts(act.from, act.to, act.at),
    });
  }

  private undo(act: ActOf<'undo'>): void {
    const { pack } = act;
    if (pack.status !== UnitStatus.Supplied || !pack.supplied || pack.lot.recalled) return;
    const { place } = pack.supplied;
    pack.status = UnitStatus.Active;
    pack.supplied = undefined;
    const undosWithinADay = this.memory.undone(pack, act.at);
    this.raise(act, act.at, { kind: 'undone', ...seenOf(act, place, printOf(pack)), undosWithinADay });
  }

  /** The ledger is asked when the line is back; what it refuses is with the patient, and is reported. */
  private handOut(act: ActOf<'hand-out'>): void {
    const { pack, place, at } = act;
    if (!this.keepsCustody() && pack.holder !== place) this.claim(act, true);
    const reason = supplyRefusal(pack, place);
    if (reason === undefined) return this.supply(pack, place, at, UnitStatus.Supplied);
    this.refused(act, reason, true);
    this.report({ ...act, kind: 'report', reason: 'REFUSED_AFTER_HAND_OUT' });
  }

  /** A fact about a unit is never refused. */
  private report(act: ActOf<'report'>): void {
    const { pack, place, at } = act;
    const before = pack.supplied;
    this.raise(act, at, {
      kind: 'irregular',
      ...seenOf(act, place, printOf(pack)),
      reason: act.reason,
      lotRecalled: pack.lot.recalled,
      suppliedElsewhere: before !== undefined && before.place !== place,
      irregularHere: this.memory.irregularHere(pack, place, at),
    });
    if (pack.status !== UnitStatus.Active) return;
    pack.status = UnitStatus.Irregular;
    pack.supplied = { place, at };
  }

  private fill(act: ActOf<'fill'>): void {
    const { signed, spent, at } = act;
    const deadline = new Date(at + DAY);
    const refusal = voucherRefusal({ signed, upTo: spent ? 0 : 1, deadline }, 1, new Date(at));
    const reason = refusal && SUSPICIOUS[refusal.code];
    if (reason) this.refused(act, reason, false);
  }

  private refused(act: ActOf<'hand-out'> | ActOf<'fill'>, reason: string, handedOut: boolean): void {
    const { pack, place, at } = act;
    const { repeatTolerance } = STANDARD.repeatsAt({ market: this.world.market, country: place.country });
    this.raise(act, at, {
      kind: 'refusal',
      ...seenOf(act, place, printOf(pack)),
      reason,
      operation: 'dispense',
      handedOut,
      dispensedHere: pack.supplied?.place === place,
      earlierHere: this.memory.earlier(place, `${pack.lot.gtin} ${pack.serial}`, reason, at),
      repeatTolerance,
    });
  }

  private claim(act: ActOf<'claim'> | ActOf<'hand-out'>, proven: boolean): void {
    const { pack, place, at } = act;
    const reason = claimRefusal(pack, place, proven);
    if (reason === undefined) {
      pack.holder = place;
      return;
    }
    const { gtin, number: lot } = pack.lot;
    this.raise(act, at, { kind: 'ledger', ...seenOf(act, place, { gtin, lot }), reason, operation: 'claim' });
  }

  private registers(act: ActOf<'register'>): void {
    const { maker, gtin, serials } = act;
    const [made] = this.register.lotsOf(gtin);
    const isOwn = made?.maker === maker;
    const other = this.register.lotsOf(gtin).find(({ number }) => number === act.lot);
    const observed = seenOf(act, maker, { gtin, lot: act.lot });
    const repeatedSerials = serials.filter((serial) => this.register.pack({ gtin, serial }, act.at));
    if (isOwn && repeatedSerials.length > 0)
      this.raise(act, act.at, { kind: 'registration', ...observed, repeatedSerials, otherMakers: [] });
    if (!isOwn && other) {
      const otherMakers = [siteOf(other.maker)];
      this.raise(act, act.at, { kind: 'registration', ...observed, repeatedSerials: [], otherMakers });
    }
  }

  private wait(scan: Scan, lotKnown: boolean): void {
    const { correctionMinutes, uploadGraceHours } = STANDARD.rules;
    const due = scan.at + (lotKnown ? correctionMinutes * MINUTE : uploadGraceHours * HOUR);
    this.waiting.push({ due, scan });
    this.nextDue = Math.min(this.nextDue, due);
  }

  /** What the job for uncorrected scans does. */
  private settle(now: number): void {
    if (now < this.nextDue) return;
    const ready = this.waiting.filter(({ due }) => due <= now);
    this.waiting = this.waiting.filter(({ due }) => due > now);
    this.nextDue = Math.min(...this.waiting.map(({ due }) => due));
    for (const { due, scan } of ready) {
      const within = STANDARD.rules.correctionMinutes * MINUTE;
      const { channel, print } = scan;
      const isTyped = channel === 'TYPED';
      if (isTyped && (this.memory.correctedAfter(scan, within) || this.register.isSlip(print, due))) continue;
      if (this.register.pack(print, due)) continue;
      this.raise(scan, due, {
        kind: 'scan',
        ...seenOf(scan, scan.place, scan.print),
        verdict: 'UnknownSerial',
        code: 'SERIAL_UNKNOWN',
        channel,
        dispensing: false,
        nearMiss: false,
        alarming: true,
        earlierHere: [],
        unknownSerialsHere: 1,
        waited: true,
        lotKnown: this.register.knowsLot(scan.print, due),
        holder: null,
        elsewhere: null,
      });
    }
  }

  private raise(act: Act, now: number, seen: Observation): void {
    const began = process.hrtime.bigint();
    const fired = judge(seen, STANDARD.rules, (rule, error) => {
      throw new Error(`The rule ${rule} failed`, { cause: error });
    });
    this.spent += process.hrtime.bigint() - began;
    for (const { rule, cause, severity, aboutPlace } of fired) {
      const pack = aboutPlace ? '' : (seen.pack.serial ?? '');
      const occurrence = [rule, cause, pack, seen.site.id, seen.at.toISOString().slice(0, 10)].join('|');
      if (this.known.has(occurrence)) continue;
      this.known.add(occurrence);
      const { label, at: since } = act;
      this.raised.push({ at: now, rule, severity, cause, place: seen.site.id, label, since });
    }
  }
}

function seenOf({ at }: Act, place: Place, pack: ObservedPack) {
  return { at: new Date(at), site: siteOf(place), pack };
}

function siteOf({ id, region, country }: Place): ObservedSite {
  return { id, region, country };
}

function holderOf({ holder }: MadePack, place: Place): 'SUPPLIER' | 'STRANGER' {
  return place.suppliers.includes(holder) ? 'SUPPLIER' : 'STRANGER';
}

function isNear(verdict: Verdict): boolean {
  return 'nearMiss' in verdict && verdict.nearMiss;
}
