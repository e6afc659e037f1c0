import type { ObservedPack } from './observation.js';

/** The pack itself is the cause: everything that happens to one serial number belongs together. */
export function packCause(pack: ObservedPack): string {
  return pack.serial ? `pack:${pack.gtin}:${pack.serial}` : lotCause(pack);
}

/** The lot is the cause: forged packs usually share GTIN and lot, and differ in the serial. */
export function lotCause(pack: ObservedPack): string {
  return `lot:${pack.gtin}:${pack.lot ?? ''}`;
}

/** Packs of one lot at one place that have no business there: one delivery, or one diversion. */
export function deliveryCause(pack: ObservedPack, siteId: string): string {
  return `delivery:${pack.gtin}:${pack.lot ?? ''}:${siteId}`;
}

/** How a pack is named in a sentence. */
export function packWords(pack: ObservedPack): string {
  return pack.serial ? `Pack ${pack.serial} of GTIN ${pack.gtin}` : `A pack of GTIN ${pack.gtin}`;
}
