import { rootOf, type SerialCommitments } from '@custodia/merkle';

/** So many serials in packing order share a row. */
export const PAGE_SIZE = 256;

/** The tree's hash over one page of serials, the first of which has the given packing index. */
export function pageRoot(
  commitments: SerialCommitments,
  firstIndex: number,
  serials: readonly string[],
): Uint8Array {
  return rootOf(serials.map((serial, offset) => commitments.leaf(firstIndex + offset, serial)));
}
