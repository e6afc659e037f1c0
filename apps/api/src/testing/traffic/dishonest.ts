import { opening } from './honest.js';
import {
  DAY,
  HOUR,
  MINUTE,
  printOf,
  type Act,
  type Deceit,
  type Label,
  type MadePack,
  type Place,
  type Print,
  type World,
} from './world.js';

/** What somebody is up to, and the packs that honest people do not touch because of it. */
export interface Deceits {
  readonly acts: Act[];
  readonly spared: ReadonlySet<MadePack>;
  readonly labels: readonly Label[];
}

/** Ways to bring false or stolen packs to the counter, as the reports of the last twenty years tell them. */
export function dishonestTraffic(world: World, start: number, scale: number): Deceits {
  const plot = new Plot(world, start);
  const times = (count: number, act: () => void) => {
    for (let at = 0; at < Math.max(1, Math.round(count * scale)); at++) act();
  };
  times(30, () => plot.randomSerials());
  times(6, () => plot.inventedLot());
  times(60, () => plot.copies());
  times(60, () => plot.reuse());
  times(12, () => plot.forgedPedigree());
  times(40, () => plot.diversion());
  times(15, () => plot.theft());
  times(5, () => plot.guessing());
  return plot;
}

class Plot implements Deceits {
  readonly acts: Act[] = [];
  readonly spared = new Set<MadePack>();
  readonly labels: Label[] = [];

  constructor(
    private readonly world: World,
    private readonly start: number,
  ) {}

  /** Boxes with a real product and a real lot, and numbers out of thin air. */
  randomSerials(): void {
    const { random } = this.world;
    const real = random.one(random.one(this.world.lots).packs);
    for (let batch = random.between(8, 20); batch > 0; batch--)
      this.offer('UNKNOWN_SERIAL', this.victim(), { ...printOf(real), serial: random.text(12) }, true);
  }

  /** The same with a lot that nobody made. */
  inventedLot(): void {
    const { random } = this.world;
    const real = random.one(random.one(this.world.lots).packs);
    const lot = `X${random.text(7)}`;
    for (let batch = random.between(5, 12); batch > 0; batch--)
      this.offer('INVENTED_LOT', this.victim(), { ...printOf(real), lot, serial: random.text(12) }, true);
  }

  /** One genuine pack is bought and dispensed; its print is on several boxes elsewhere. */
  copies(): void {
    const { random } = this.world;
    const pack = this.take(1)[0]!;
    const buyer = this.customerOf(pack);
    const sold = opening(this.start + random.between(4, 12) * DAY);
    this.acts.push({ kind: 'deliver', at: sold - DAY, packs: [pack], to: buyer });
    this.acts.push({
      kind: 'scan',
      at: sold,
      place: buyer,
      print: printOf(pack),
      channel: 'WEDGE',
      mode: 'DISPENSE',
    });
    const label = this.label('COPIED_SERIAL');
    for (let copy = random.between(1, 5); copy > 0; copy--)
      this.scan(label, this.victim(buyer), printOf(pack), opening(sold + random.between(-48, 240) * HOUR));
  }

  /** A genuine box, emptied by a patient, is filled with something else and sold again. */
  reuse(): void {
    const { random } = this.world;
    const pack = this.take(1)[0]!;
    const buyer = this.customerOf(pack);
    const sold = opening(this.start + random.between(3, 8) * DAY);
    this.acts.push({ kind: 'deliver', at: sold - DAY, packs: [pack], to: buyer });
    this.acts.push({
      kind: 'scan',
      at: sold,
      place: buyer,
      print: printOf(pack),
      channel: 'WEDGE',
      mode: 'DISPENSE',
    });
    const back = opening(sold + random.between(3, 15) * DAY);
    // Some come back to the very counter that dispensed them.
    const place = random.chance(0.1) ? buyer : this.victim(buyer);
    this.scan(this.label('REUSED_PACK'), place, printOf(pack), back);
  }

  /** Genuine numbers of packs that lie elsewhere, on boxes with invented papers. */
  forgedPedigree(): void {
    const packs = this.take(this.world.random.between(5, 15));
    const place = this.victim(undefined, packs[0]!.holder);
    for (const pack of packs) this.offer('FORGED_PEDIGREE', place, printOf(pack), false);
  }

  /** Packs meant for one market are sold into another; a few by the buyer's own wholesaler. */
  diversion(): void {
    const { random } = this.world;
    const packs = this.take(random.between(5, 30));
    const place = random.chance(0.06) ? this.customerOf(packs[0]!) : this.victim(undefined, packs[0]!.holder);
    const label = this.label('DIVERSION');
    const at = opening(this.start + random.between(5, 25) * DAY);
    for (const pack of packs)
      this.scan(label, place, printOf(pack), opening(at + random.between(0, 72) * HOUR));
  }

  /** A load is stolen; most owners notice before the packs are sold. */
  theft(): void {
    const { random } = this.world;
    const packs = this.take(random.between(10, 40));
    const noticed = this.start + random.between(3, 6) * DAY;
    if (random.chance(0.8)) this.acts.push({ kind: 'report-stolen', at: noticed, packs });
    const label = this.label('THEFT');
    const place = this.victim(undefined, packs[0]!.holder);
    for (const pack of packs.slice(0, random.between(3, 10)))
      this.scan(label, place, printOf(pack), opening(noticed + random.between(10, 300) * HOUR));
  }

  /** Somebody looks for numbers that pass. */
  guessing(): void {
    const { random } = this.world;
    const place = random.one(this.world.pharmacies);
    const real = random.one(random.one(this.world.lots).packs);
    const at = this.start + random.between(2, 25) * DAY + 9 * HOUR;
    const label = this.label('GUESSING');
    for (let tries = random.between(30, 60), n = 0; n < tries; n++)
      this.acts.push({
        kind: 'scan',
        at: at + n * 40_000,
        place,
        print: { ...printOf(real), serial: random.text(12) },
        channel: 'API',
        mode: 'VERIFY',
        label,
      });
  }

  /** A false pack each of its own: who scans it tries again by camera now and then. */
  private offer(deceit: Deceit, place: Place, print: Print, tryAgain: boolean): void {
    const { random } = this.world;
    const label = this.label(deceit);
    const at = opening(this.start + random.between(3, 26) * DAY + random.between(0, 600) * MINUTE);
    this.scan(label, place, print, at);
    if (tryAgain && random.chance(0.6)) this.scan(label, place, print, at + 30_000, 'CAMERA');
  }

  private scan(
    label: Label,
    place: Place,
    print: Print,
    at: number,
    channel: 'WEDGE' | 'CAMERA' = 'WEDGE',
  ): void {
    this.acts.push({ kind: 'scan', at, place, print, channel, mode: 'DISPENSE', label });
  }

  private label(deceit: Deceit): Label {
    const label = { deceit, id: `${deceit}-${this.labels.length}` };
    this.labels.push(label);
    return label;
  }

  /** Packs of one lot that only this deceit has to do with. */
  private take(count: number): MadePack[] {
    const { random, lots } = this.world;
    const free = random.one(lots).packs.filter((pack) => !this.spared.has(pack));
    const taken = free.slice(0, count);
    for (const pack of taken) this.spared.add(pack);
    return taken;
  }

  private customerOf({ holder }: MadePack): Place {
    return this.world.random.one(this.world.pharmacies.filter(({ suppliers }) => suppliers.includes(holder)));
  }

  private victim(not?: Place, notSuppliedBy?: Place): Place {
    return this.world.random.one(
      this.world.pharmacies.filter(
        (place) => place !== not && (!notSuppliedBy || !place.suppliers.includes(notSuppliedBy)),
      ),
    );
  }
}
