import { readSerialFile, type ExpectedLot, type SerialBatch } from './serial-file.js';
import { generateSerials } from './serial-generator.js';
import { MOST_UNITS } from './lot.rules.js';
import { PAGE_SIZE } from './serial-page.js';

/** Where the serials of a run come from; it can be asked again after an import was interrupted. */
export interface SerialSource {
  /**
   * @param stored how many serials of the run are stored already
   * @returns batches of serials, and the packing index of the first of them
   */
  from(stored: number): { readonly first: number; readonly batches: AsyncIterable<SerialBatch> };
}

/** Serials that we make: the missing ones. Those that are stored have been made before and stay. */
export function generatedSerials(units: number): SerialSource {
  return { from: (stored) => ({ first: stored, batches: generated(stored, units) }) };
}

/** Serials of a file, which is read from the beginning: what is wrong with it must be found again, too. */
export function serialsOfFile(read: () => AsyncIterable<Uint8Array>, expected: ExpectedLot): SerialSource {
  return { from: () => ({ first: 0, batches: readSerialFile(read(), expected, MOST_UNITS) }) };
}

async function* generated(stored: number, units: number): AsyncGenerator<SerialBatch> {
  let serials: SerialBatch['serials'][number][] = [];
  let line = stored;
  for (const serial of generateSerials(units - stored)) {
    serials.push({ line: ++line, serial });
    if (serials.length < PAGE_SIZE) continue;
    yield { serials, rejected: [] };
    serials = [];
  }
  if (serials.length > 0) yield { serials, rejected: [] };
}
