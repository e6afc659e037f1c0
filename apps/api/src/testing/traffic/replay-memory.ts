import type { ScanObserved, ReadElsewhere } from '../../modules/alerts/observation.js';
import { DAY, HOUR, MINUTE, type Act, type MadePack, type Place } from './world.js';

export type Scan = Extract<Act, { kind: 'scan' }>;

/** What the product's tables would remember of a month, as far as the rules look back. */
export class ReplayMemory {
  private readonly seen = new Map<string, { at: Date; channel: string }[]>();
  private readonly unknown = new Map<string, { at: number; serial: string }[]>();
  private readonly reads = new Map<MadePack, { at: number; place: Place }[]>();
  private readonly moves = new Map<MadePack, { at: number; from: Place; to: Place }[]>();
  private readonly undos = new Map<MadePack, number[]>();
  private readonly lotReads = new Map<string, number[]>();
  private readonly miscounted = new Map<string, number[]>();
  private readonly irregular = new Map<string, { at: number; serial: string }[]>();

  read(pack: MadePack, { place, print, at }: Scan): void {
    this.reads.set(pack, [...(this.reads.get(pack) ?? []).slice(-9), { at, place }]);
    const lot = `${place.id} ${print.gtin} ${print.lot}`;
    this.lotReads.set(lot, [...(this.lotReads.get(lot) ?? []).slice(-30), at]);
  }

  /** Whether the place has read a known pack of the lot within the time after. */
  correctedAfter({ place, print, at }: Scan, within: number): boolean {
    const reads = this.lotReads.get(`${place.id} ${print.gtin} ${print.lot}`) ?? [];
    return reads.some((read) => read > at && read <= at + within);
  }

  /** Earlier ones of the same kind, pack and place, newest first; then remembers this one. */
  earlier(place: Place, pack: string, what: string, at: number, channel = ''): ScanObserved['earlierHere'] {
    const key = `${place.id} ${pack} ${what}`;
    const before = this.seen.get(key) ?? [];
    this.seen.set(key, [{ at: new Date(at), channel }, ...before]);
    return before.filter((one) => one.at.getTime() > at - 30 * DAY);
  }

  /** Different unknown serials read at the place within the hour, this one included. */
  unknownSerials({ place, at, print }: Scan): number {
    const recent = (this.unknown.get(place.id) ?? []).filter((one) => one.at > at - HOUR);
    recent.push({ at, serial: print.serial });
    this.unknown.set(place.id, recent);
    return new Set(recent.map(({ serial }) => serial)).size;
  }

  moved(pack: MadePack, from: Place, to: Place, at: number): void {
    this.moves.set(pack, [...(this.moves.get(pack) ?? []), { at, from, to }]);
  }

  /** The last read of the pack at another place of the roles, within a day. */
  elsewhere(pack: MadePack, { place, at }: Scan, roles: readonly string[]): ReadElsewhere | null {
    const last = this.reads
      .get(pack)
      ?.findLast((read) => read.place !== place && roles.includes(read.place.role) && read.at > at - DAY);
    if (!last) return null;
    const ends = new Set([last.place, place]);
    return {
      siteId: last.place.id,
      minutesAgo: Math.floor((at - last.at) / MINUTE),
      otherTown: last.place.town !== place.town,
      shipped: (this.moves.get(pack) ?? []).some(
        (move) => ends.has(move.from) && ends.has(move.to) && move.at > last.at - DAY,
      ),
    };
  }

  /** How often the pack was taken back within a day, this time included. */
  undone(pack: MadePack, at: number): number {
    const recent = [...(this.undos.get(pack) ?? []).filter((one) => one > at - DAY), at];
    this.undos.set(pack, recent);
    return recent.length;
  }

  /** Deliveries between the places that were not what was sent, within 30 days, this one included. */
  miscounts(from: Place, to: Place, at: number): number {
    const key = `${from.id} ${to.id}`;
    const recent = [...(this.miscounted.get(key) ?? []).filter((one) => one > at - 30 * DAY), at];
    this.miscounted.set(key, recent);
    return recent.length;
  }

  /** Supplies of the lot that the place reported within 30 days, this one included. */
  irregularHere({ lot, serial }: MadePack, place: Place, at: number): number {
    const key = `${place.id} ${lot.gtin} ${lot.number}`;
    const recent = (this.irregular.get(key) ?? []).filter((one) => one.at > at - 30 * DAY);
    recent.push({ at, serial });
    this.irregular.set(key, recent);
    return new Set(recent.map((one) => one.serial)).size;
  }
}
