import { parsePack, type Pack } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { scoreIncident } from '../../modules/alerts/incident-score.js';
import type { Severity } from '../../modules/alerts/alert-rule.js';
import type { Observation, ObservedSite, ScanObserved } from '../../modules/alerts/observation.js';
import { judge } from '../../modules/alerts/rules.js';
import { STANDARD } from '../../modules/thresholds/index.js';
import type { Product } from '../../modules/lots/index.js';
import { MARKETS } from '../../modules/parties/index.js';
import { nearMisses } from '../../modules/verification/near-miss.js';
import type { Asker, ScanFacts, UnitFacts } from '../../modules/verification/scan-facts.js';
import { isSupplied } from '../../modules/verification/unit-status.rules.js';
import { decide } from '../../modules/verification/verdict.rules.js';
import type { Verdict } from '../../modules/verification/verdict.js';
import {
  DAY,
  HOUR,
  MINUTE,
  type Act,
  type Label,
  type MadeLot,
  type MadePack,
  type Place,
  type Print,
  type World,
} from './world.js';

type Scan = Extract<Act, { kind: 'scan' }>;

/** An alert, and whose doing it was: the label is put beside it here, no rule ever sees one. */
export interface Raised {
  readonly at: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly cause: string;
  readonly place: string;
  readonly label: Label | undefined;
  /** When what it is about was first read. */
  readonly since: number;
}

export interface Incident {
  readonly cause: string;
  readonly score: number;
  readonly alerts: readonly Raised[];
}

export interface Replayed {
  readonly scans: number;
  readonly honestScans: number;
  readonly alerts: readonly Raised[];
  readonly incidents: readonly Incident[];
  /** Of the rules alone. */
  readonly nanosecondsAScan: number;
}

const { undoDays, custodyRequired } = MARKETS.US;
const { repeatTolerance, slipDays } = STANDARD.repeats.US;

/** Plays a month through the verdicts and the rules of the product, with memory in place of its tables. */
export class Replay {
  private readonly lots = new Map<string, MadeLot[]>();
  private readonly seen = new Map<string, { at: Date; channel: string }[]>();
  private readonly unknown = new Map<string, { at: number; serial: string }[]>();
  private readonly reads = new Map<MadePack, { at: number; place: Place }[]>();
  private readonly repeats = new Map<MadePack, number>();
  private readonly known = new Set<string>();
  private readonly raised: Raised[] = [];
  private readonly corrected = new Map<string, number[]>();
  private waiting: { due: number; scan: Scan }[] = [];
  private nextDue = Infinity;
  private spent = 0n;

  constructor({ lots }: World) {
    for (const lot of lots) this.lots.set(lot.gtin, [...(this.lots.get(lot.gtin) ?? []), lot]);
  }

  play(acts: readonly Act[]): Replayed {
    const ordered = [...acts].sort((a, b) => a.at - b.at);
    let scans = 0;
    let honestScans = 0;
    for (const act of ordered) {
      this.settle(act.at);
      if (act.kind === 'scan') {
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
      incidents: this.incidents(),
      nanosecondsAScan: Number(this.spent) / Math.max(scans, 1),
    };
  }

  private perform(act: Act): void {
    switch (act.kind) {
      case 'deliver':
        for (const pack of act.packs) pack.holder = act.to;
        return;
      case 'report-stolen':
        for (const pack of act.packs) if (pack.status === UnitStatus.Active) pack.status = UnitStatus.Stolen;
        return;
      case 'undo':
        if (act.pack.status !== UnitStatus.Supplied) return;
        act.pack.status = UnitStatus.Active;
        act.pack.supplied = undefined;
        return;
      case 'short':
        return this.raise(act, act.at, {
          kind: 'delivery',
          at: new Date(act.at),
          site: siteOf(act.to),
          from: siteOf(act.from),
          pack: { gtin: act.pack.lot.gtin, lot: act.pack.lot.number },
          shipmentId: `${act.pack.lot.number}-${act.to.id}-${act.at}`,
          shipmentNumber: 'S',
          missing: act.missing,
          unexpected: 0,
        });
      case 'scan':
        return this.scan(act);
    }
  }

  private scan(scan: Scan): void {
    const pack = this.packRead(scan.print, scan.at);
    const verdict = this.verdictOn(scan, pack);
    this.remember(scan, verdict, pack);
    if (verdict.light === 'GREEN' || isNear(verdict)) return;
    const at = new Date(scan.at);
    const lotKnown = verdict.code !== 'LOT_UNKNOWN';
    const observed: ScanObserved = {
      kind: 'scan',
      at,
      site: siteOf(scan.place),
      pack: scan.print,
      verdict: verdict.type,
      code: verdict.code,
      channel: scan.channel,
      dispensing: scan.mode === 'DISPENSE',
      nearMiss: false,
      alarming: verdict.raisesAlert,
      earlierHere: this.earlier(scan, verdict, lotKnown),
      unknownSerialsHere: this.unknownSerials(scan, verdict),
      waited: false,
      lotKnown,
      holder: pack && verdict.type === 'NotInCustody' ? holderOf(pack, scan.place) : null,
      elsewhere: pack && verdict.raisesAlert ? this.elsewhere(pack, scan) : null,
    };
    this.raise(scan, scan.at, observed);
  }

  private verdictOn({ print, place, mode, at }: Scan, pack: MadePack | undefined): Verdict {
    const parsed = parsePack(
      `01${print.gtin}17${print.expiry.slice(2).replaceAll('-', '')}10${print.lot}\u001d21${print.serial}`,
    );
    if (!parsed.ok) throw new Error(`The generator printed what is no pack: ${parsed.error.message}`);
    const lots = (this.lots.get(print.gtin) ?? []).filter(({ uploadedAt }) => uploadedAt <= at);
    const facts: ScanFacts = {
      read: parsed as Pack,
      product: { makerSiteId: 'maker', packQuantity: 1 } as Product,
      lotKnown: lots.some(({ number }) => number === print.lot),
      unit: pack ? this.unit(pack, place) : null,
      nearMiss: pack ? null : nearMissOf(print, lots),
    };
    const asker: Asker = {
      siteId: place.id,
      roles: ['PHARMACY'],
      mode,
      today: new Date(at).toISOString().slice(0, 10),
      custodyRequired,
      undoDays,
      repeatTolerance,
      slipDays,
    };
    return decide(facts, asker);
  }

  private unit(pack: MadePack, place: Place): UnitFacts {
    const { supplied } = pack;
    return {
      runId: 1,
      index: pack.index,
      lotId: pack.lot.number,
      lotNumber: pack.lot.number,
      expiry: pack.lot.expiry,
      expiryDayGiven: true,
      makerSiteId: 'maker',
      held: false,
      recalled: false,
      withdrawn: false,
      status: pack.status,
      since: supplied ? new Date(supplied.at).toISOString().slice(0, 10) : null,
      standing: pack.holder === place ? 'HOLDING' : 'OTHERS_STOCK',
      holder:
        pack.holder === place
          ? null
          : { roles: [pack.holder.role], region: pack.holder.region, country: 'US' },
      counter: supplied
        ? {
            dispensingId: 'd',
            lineId: 'l',
            at: new Date(supplied.at),
            by: 'x',
            siteId: supplied.place.id,
            state: 'DISPENSED',
          }
        : null,
      repeats: isSupplied(pack.status) && supplied?.place === place ? (this.repeats.get(pack) ?? 0) : 0,
    };
  }

  /** What the tables would keep of a read, and what a counter does with a pack that is in order. */
  private remember(scan: Scan, verdict: Verdict, pack: MadePack | undefined): void {
    if (!pack) return;
    this.reads.set(pack, [...(this.reads.get(pack) ?? []).slice(-9), { at: scan.at, place: scan.place }]);
    const lot = `${scan.place.id} ${scan.print.gtin} ${scan.print.lot}`;
    this.corrected.set(lot, [...(this.corrected.get(lot) ?? []).slice(-30), scan.at]);
    if (verdict.type === 'DispensedHere') this.repeats.set(pack, (this.repeats.get(pack) ?? 0) + 1);
    const inOrder = verdict.type === 'PackOk' || verdict.type === 'ExpiresSoon';
    if (!inOrder || scan.mode !== 'DISPENSE') return;
    pack.status = UnitStatus.Supplied;
    pack.supplied = { place: scan.place, at: scan.at };
    this.repeats.set(pack, 0);
  }

  private packRead({ gtin, serial }: Print, at: number): MadePack | undefined {
    for (const lot of this.lots.get(gtin) ?? []) {
      if (lot.uploadedAt > at) continue;
      const pack = serialsOf(lot).get(serial);
      if (pack) return pack;
    }
    return undefined;
  }

  private earlier(scan: Scan, verdict: Verdict, lotKnown: boolean): ScanObserved['earlierHere'] {
    const key = `${scan.place.id} ${scan.print.gtin} ${scan.print.serial} ${verdict.type}`;
    const before = this.seen.get(key) ?? [];
    this.seen.set(key, [{ at: new Date(scan.at), channel: scan.channel }, ...before]);
    if (verdict.type === 'UnknownSerial' && before.length === 0) {
      const { correctionMinutes, uploadGraceHours } = STANDARD.rules;
      const wait = lotKnown ? correctionMinutes * MINUTE : uploadGraceHours * HOUR;
      this.waiting.push({ due: scan.at + wait, scan });
      this.nextDue = Math.min(this.nextDue, scan.at + wait);
    }
    return before.filter(({ at }) => at.getTime() > scan.at - 30 * DAY);
  }

  private unknownSerials(scan: Scan, verdict: Verdict): number {
    if (verdict.type !== 'UnknownSerial') return 0;
    const recent = (this.unknown.get(scan.place.id) ?? []).filter(({ at }) => at > scan.at - HOUR);
    recent.push({ at: scan.at, serial: scan.print.serial });
    this.unknown.set(scan.place.id, recent);
    return new Set(recent.map(({ serial }) => serial)).size;
  }

  private elsewhere(pack: MadePack, scan: Scan): ScanObserved['elsewhere'] {
    const last = this.reads
      .get(pack)
      ?.findLast(({ at, place }) => place !== scan.place && at > scan.at - DAY);
    return last ? { siteId: last.place.id, minutesAgo: Math.floor((scan.at - last.at) / MINUTE) } : null;
  }

  /** What the job for uncorrected scans does. */
  private settle(now: number): void {
    if (now < this.nextDue) return;
    const ready = this.waiting.filter(({ due }) => due <= now);
    this.waiting = this.waiting.filter(({ due }) => due > now);
    this.nextDue = Math.min(...this.waiting.map(({ due }) => due));
    for (const { due, scan } of ready) {
      const lot = `${scan.place.id} ${scan.print.gtin} ${scan.print.lot}`;
      const correctedSince = (this.corrected.get(lot) ?? []).some(
        (read) => read > scan.at && read <= scan.at + STANDARD.rules.correctionMinutes * MINUTE,
      );
      if ((scan.channel === 'TYPED' && correctedSince) || this.packRead(scan.print, due)) continue;
      const lots = (this.lots.get(scan.print.gtin) ?? []).filter(({ uploadedAt }) => uploadedAt <= due);
      this.raise(scan, due, {
        kind: 'scan',
        at: new Date(scan.at),
        site: siteOf(scan.place),
        pack: scan.print,
        verdict: 'UnknownSerial',
        code: 'SERIAL_UNKNOWN',
        channel: scan.channel,
        dispensing: false,
        nearMiss: false,
        alarming: true,
        earlierHere: [],
        unknownSerialsHere: 1,
        waited: true,
        lotKnown: lots.some(({ number }) => number === scan.print.lot),
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
      this.raised.push({
        at: now,
        rule,
        severity,
        cause,
        place: seen.site.id,
        label: act.label,
        since: act.at,
      });
    }
  }

  private incidents(): Incident[] {
    const causes = new Map<string, Raised[]>();
    for (const alert of this.raised) causes.set(alert.cause, [...(causes.get(alert.cause) ?? []), alert]);
    return [...causes].map(([cause, alerts]) => ({
      cause,
      alerts,
      score: scoreIncident(
        alerts.map(({ severity }) => severity),
        new Set(alerts.map(({ place }) => place)).size,
      ).score,
    }));
  }
}

function siteOf({ id, region }: Place): ObservedSite {
  return { id, region, country: 'US' };
}

function holderOf({ holder }: MadePack, place: Place): 'SUPPLIER' | 'STRANGER' {
  return place.suppliers.includes(holder) ? 'SUPPLIER' : 'STRANGER';
}

function isNear(verdict: Verdict): boolean {
  return 'nearMiss' in verdict && verdict.nearMiss;
}

const SERIALS = new WeakMap<MadeLot, Map<string, MadePack>>();

function serialsOf(lot: MadeLot): Map<string, MadePack> {
  let serials = SERIALS.get(lot);
  if (!serials) {
    serials = new Map(lot.packs.map((pack) => [pack.serial, pack]));
    SERIALS.set(lot, serials);
  }
  return serials;
}

/** As the reader does: only in lots whose number could be the one read. */
function nearMissOf(print: Print, lots: readonly MadeLot[]): ScanFacts['nearMiss'] {
  const numbers = new Set([print.lot, ...nearMisses(print.lot)]);
  for (const lot of lots.filter(({ number }) => numbers.has(number))) {
    const serial = nearMisses(print.serial).find((one) => serialsOf(lot).has(one));
    if (serial !== undefined) return { serial, lotNumber: lot.number, own: false };
  }
  return null;
}
