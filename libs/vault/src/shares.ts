import { combine, split } from 'shamir-secret-sharing';
import { sameBytes, uint32, type Bytes } from './bytes.js';
import { VaultError, orFail } from './errors.js';
import { labelledHash } from './hashing.js';

/** A secret in parts, and a hash of each by which a wrong part is told from a right one, and by whom it was given. */
export interface SplitSecret {
  readonly shares: readonly Bytes[];
  readonly hashes: readonly Bytes[];
}

/** A part that somebody gave back. */
export interface GivenShare {
  /** Whose it is, from 0. */
  readonly index: number;
  readonly share: Bytes;
}

/** Splits a secret so that `needed` of `holders` parts give it back. @param context what the parts are of */
export async function splitSecret(
  secret: Bytes,
  holders: number,
  needed: number,
  context: Bytes,
): Promise<SplitSecret> {
  const shares = (await split(secret, holders, needed)).map((share) => new Uint8Array(share));
  return { shares, hashes: await Promise.all(shares.map((share, i) => shareHash(share, i, context))) };
}

/**
 * The secret of parts. Shamir's scheme makes some secret of any parts at all, so each is held against its hash first.
 * @throws VaultError WRONG_SHARE that says whose, TOO_FEW_SHARES
 */
export async function combineShares(
  given: readonly GivenShare[],
  hashes: readonly Bytes[],
  needed: number,
  context: Bytes,
): Promise<Bytes> {
  for (const each of given) await checkShare(each, hashes, context);
  const parts = new Map(given.map(({ index, share }) => [index, share]));
  if (parts.size < needed) {
    throw new VaultError('TOO_FEW_SHARES', `It takes ${needed} parts; there are ${parts.size}.`, parts.size);
  }
  const enough = [...parts.values()].slice(0, needed);
  return orFail(
    async () => new Uint8Array(await combine(enough)),
    'WRONG_SHARE',
    'The parts do not fit together.',
  );
}

/** @throws VaultError WRONG_SHARE where the part is not the one that its holder was given */
export async function checkShare(
  { index, share }: GivenShare,
  hashes: readonly Bytes[],
  context: Bytes,
): Promise<void> {
  const expected = hashes[index];
  if (!expected || !sameBytes(expected, await shareHash(share, index, context)))
    throw new VaultError('WRONG_SHARE', `Part ${index + 1} is not the one that its holder was given.`, index);
}

function shareHash(share: Bytes, index: number, context: Bytes): Promise<Bytes> {
  return labelledHash('share/v1', context, uint32(index), share);
}
