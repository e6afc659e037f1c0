import type { ObservedPack } from './observation.js';

/** The pack itself is the cause: everything that happens to one serial number belongs together. */
export function packCause(pack: ObservedPack): string {
  return pack.serial ? `pack:${pack.gtin}:${pack.serial}` : lotCause(pack);
}

/** The lot is the cause: forged packs usually share GTIN and lot, and differ in the serial. */
export function lotCause(pack: ObservedPack): string {
  return `lot:${pack.gtin}:${pack.lot ?? ''}`;
}

/** How a pack is named in a sentence. */
export function packWords(pack: ObservedPack): string {
  return pack.serial ? `Pack ${pack.serial} of GTIN ${pack.gtin}` : `A pack of GTIN ${pack.gtin}`;
}
