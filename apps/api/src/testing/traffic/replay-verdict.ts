import { typingSlips } from '../../modules/alerts/typing-slips.js';
import type { Product } from '../../modules/lots/index.js';
import { MARKETS } from '../../modules/parties/index.js';
import { STANDARD } from '../../modules/thresholds/index.js';
import { nearMisses } from '../../modules/verification/near-miss.js';
import type { ScanFacts, UnitFacts } from '../../modules/verification/scan-facts.js';
import { isSupplied } from '../../modules/verification/unit-status.rules.js';
import { readScan } from '../../modules/verification/unread.rules.js';
import { decide } from '../../modules/verification/verdict.rules.js';
import type { Verdict } from '../../modules/verification/verdict.js';
import type { Scan } from './replay-memory.js';
import type { MadeLot, MadePack, Place, Print, World } from './world.js';

/** Lots and packs by what is printed on them, as the makers have uploaded them so far. */
export class Register {
  private readonly lots = new Map<string, MadeLot[]>();
  private readonly serials = new Map<MadeLot, Map<string, MadePack>>();

  constructor({ lots }: World) {
    for (const lot of lots) {
      this.lots.set(lot.gtin, [...(this.lots.get(lot.gtin) ?? []), lot]);
      this.serials.set(lot, new Map(lot.packs.map((pack) => [pack.serial, pack])));
    }
  }

  lotsOf(gtin: string, at = Infinity): MadeLot[] {
    return (this.lots.get(gtin) ?? []).filter(({ uploadedAt }) => uploadedAt <= at);
  }

  knowsLot({ gtin, lot }: Print, at: number): boolean {
    return this.lotsOf(gtin, at).some(({ number }) => number === lot);
  }

  pack({ gtin, serial }: Pick<Print, 'gtin' | 'serial'>, at: number): MadePack | undefined {
    for (const lot of this.lotsOf(gtin, at)) {
      const pack = this.serials.get(lot)?.get(serial);
      if (pack) return pack;
    }
    return undefined;
  }

  /** Whether one slip of a finger explains what was typed, as the job for uncorrected scans asks. */
  isSlip({ gtin, lot, serial }: Print, at: number): boolean {
    const lots = this.lotsOf(gtin, at).filter(({ number }) => number === lot);
    const slips = lots.length > 0 ? typingSlips(serial) : [];
    return lots.some((one) => slips.some((slip) => this.serials.get(one)?.has(slip)));
  }

  /** As the reader does: only in lots whose number could be the one read. */
  nearMiss(print: Print, at: number): ScanFacts['nearMiss'] {
    const numbers = new Set([print.lot, ...nearMisses(print.lot)]);
    for (const lot of this.lotsOf(print.gtin, at).filter(({ number }) => numbers.has(number))) {
      const serial = nearMisses(print.serial).find((one) => this.serials.get(lot)?.has(one));
      if (serial !== undefined) return { serial, lotNumber: lot.number, own: false };
    }
    return null;
  }
}

/** What the card says of a scan in a market. `repeats` is how often the place has read it since it dispensed it. */
export function verdictOn(
  scan: Scan,
  pack: MadePack | undefined,
  { register, market, repeats }: { register: Register; market: World['market']; repeats: number },
): Verdict {
  const { print, place, mode, at } = scan;
  const reading = readScan(
    `]d201${print.gtin}17${print.expiry.slice(2).replaceAll('-', '')}10${print.lot}\u001d21${print.serial}`,
  );
  if ('verdict' in reading)
    throw new Error(`The generator printed what is no pack: ${reading.verdict.nextStep}`);
  const facts: ScanFacts = {
    read: reading.pack,
    product: { makerSiteId: pack?.lot.maker.id ?? 'maker', packQuantity: 1 } as Product,
    lotKnown: register.knowsLot(print, at),
    unit: pack ? unitFacts(pack, place, repeats) : null,
    nearMiss: pack ? null : register.nearMiss(print, at),
  };
  const { custodyRequired, undoDays } = MARKETS[market];
  const { repeatTolerance, slipDays } = STANDARD.repeatsAt({ market, country: place.country });
  const day = new Date(at).toISOString().slice(0, 10);
  return decide(facts, {
    siteId: place.id,
    roles: [place.role],
    mode,
    today: day,
    readOn: day,
    custodyRequired,
    undoDays,
    repeatTolerance,
    slipDays,
    hotline: null,
  });
}

function unitFacts(pack: MadePack, place: Place, repeats: number): UnitFacts {
  const { supplied, holder, lot } = pack;
  const mine = holder === place;
  return {
    runId: 1,
    index: pack.index,
    lotId: lot.number,
    lotNumber: lot.number,
    expiry: lot.expiry,
    expiryDayGiven: true,
    makerSiteId: lot.maker.id,
    held: false,
    recalled: lot.recalled,
    withdrawn: false,
    status: pack.status,
    since: supplied ? new Date(supplied.at).toISOString().slice(0, 10) : null,
    standing: mine ? 'HOLDING' : 'OTHERS_STOCK',
    holder: mine ? null : { roles: [holder.role], region: holder.region, country: holder.country },
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
    repeats: isSupplied(pack.status) && supplied?.place === place ? repeats : 0,
  };
}
