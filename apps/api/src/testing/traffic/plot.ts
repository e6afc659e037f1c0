import {
  DAY,
  HOUR,
  MINUTE,
  printOf,
  type Act,
  type Deceit,
  type Label,
  type MadeLot,
  type MadePack,
  type Place,
  type Print,
  type World,
} from './world.js';

/** What somebody is up to, and the packs that honest people do not touch because of it. */
export interface Deceits {
  readonly acts: readonly Act[];
  readonly spared: ReadonlySet<MadePack>;
  readonly labels: readonly Label[];
}

/** Collects what dishonest people do; every deceit takes packs of its own. */
export class Plot implements Deceits {
  readonly acts: Act[] = [];
  readonly spared = new Set<MadePack>();
  readonly labels: Label[] = [];

  constructor(
    readonly world: World,
    readonly start: number,
  ) {}

  label(deceit: Deceit): Label {
    const label = { deceit, id: `${this.world.market}-${deceit}-${this.labels.length}` };
    this.labels.push(label);
    return label;
  }

  /** Between two days of the month. */
  day(from: number, to: number): number {
    return this.start + this.world.random.between(from, to) * DAY;
  }

  scan(
    label: Label | undefined,
    place: Place,
    print: Print,
    at: number,
    more: { channel?: 'WEDGE' | 'CAMERA' | 'API'; mode?: 'VERIFY' | 'DISPENSE' } = {},
  ): void {
    const { channel = 'WEDGE', mode = 'DISPENSE' } = more;
    this.acts.push({ kind: 'scan', at, place, print, channel, mode, ...(label && { label }) });
  }

  /** A false pack each of its own: who scans it tries again by camera now and then. */
  offer(deceit: Deceit, place: Place, print: Print, tryAgain: boolean): void {
    const { random } = this.world;
    const label = this.label(deceit);
    const at = opening(this.day(3, 26) + random.between(0, 600) * MINUTE);
    this.scan(label, place, print, at);
    if (tryAgain && random.chance(0.6)) this.scan(label, place, print, at + 30_000, { channel: 'CAMERA' });
  }

  /** A genuine pack is delivered, and dispensed. */
  sell(label: Label | undefined, pack: MadePack, to: Place, at: number): void {
    this.acts.push({ kind: 'deliver', at: at - DAY, packs: [pack], to });
    this.scan(label, to, printOf(pack), at);
  }

  /** Packs of one lot that only this deceit has to do with. */
  take(count: number, lot: MadeLot = this.world.random.one(this.world.lots)): MadePack[] {
    const taken = lot.packs.filter((pack) => !this.spared.has(pack)).slice(0, count);
    for (const pack of taken) this.spared.add(pack);
    return taken;
  }

  /** A recall outranks whatever else is wrong with a pack, as in the EMVS: other deceits are not measured in such lots. */
  untouchedLot(): MadeLot {
    const { random, lots } = this.world;
    return random.one(lots.filter(({ packs }) => !packs.some((pack) => this.spared.has(pack))));
  }

  takeOne(): MadePack {
    return this.take(1)[0]!;
  }

  customerOf({ lot }: MadePack): Place {
    return this.world.random.one(
      this.world.pharmacies.filter(({ suppliers }) => suppliers.includes(lot.wholesaler)),
    );
  }

  /** A pharmacy that is not this one, and does not buy from that wholesaler. */
  victim(not?: Place, notSuppliedBy?: Place): Place {
    return this.world.random.one(
      this.world.pharmacies.filter(
        (place) => place !== not && (!notSuppliedBy || !place.suppliers.includes(notSuppliedBy)),
      ),
    );
  }

  farFrom({ town }: Place): Place {
    return this.world.random.one(this.world.pharmacies.filter((place) => place.town !== town));
  }
}

/** Pharmacies are open from eight to eight. */
export function opening(at: number): number {
  const hour = Math.floor((at % DAY) / HOUR);
  return hour >= 8 && hour < 20 ? at : at - (at % DAY) + DAY + 8 * HOUR + (at % (10 * HOUR));
}
