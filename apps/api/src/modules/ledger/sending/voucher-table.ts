import type { Voucher, VoucherJson } from '@custodia/ledger';

/** The vouchers of one call; the packs of a basket share theirs. */
export class VoucherTable {
  readonly vouchers: Voucher[] = [];
  readonly #positions = new Map<string, number>();

  /** How an item of the call names its voucher: 1 + its position, 0 for none. */
  positionOf(voucher: VoucherJson | undefined, pharmacy: number): number {
    if (!voucher) return 0;
    const name = `${pharmacy} ${voucher.r}${voucher.vs}`;
    let position = this.#positions.get(name);
    if (position === undefined) {
      const { item, upTo, deadline, r, vs } = voucher;
      position = this.vouchers.push({ item, pharmacy, upTo, deadline: BigInt(deadline), r, vs });
      this.#positions.set(name, position);
    }
    return position;
  }
}
