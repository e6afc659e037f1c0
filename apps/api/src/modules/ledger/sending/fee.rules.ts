/** A fee for a transaction that is signed now, in wei per gas: the price may rise by an eighth in each block. */
export function feeAt(gasPrice: bigint): bigint {
  return gasPrice + gasPrice / 4n;
}

/**
 * The fee with which to sign a transaction anew that waits for its block, or nothing where its fee is not the reason.
 * Nodes take a replacement only for at least a tenth more.
 */
export function raisedFee(fee: bigint, gasPrice: bigint): bigint | undefined {
  if (fee >= gasPrice) return undefined;
  const least = fee + fee / 8n + 1n;
  const wanted = feeAt(gasPrice);
  return wanted > least ? wanted : least;
}
