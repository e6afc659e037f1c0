import { controllerAddressOf } from '@custodia/ledger/consents';
import { canonicalBytes, parseCanonical } from './canonical.js';
import { maskOf } from './categories.js';
import type { EpochKey } from './epochs.js';
import { readOpening, wrapGranted, type Grant, type GrantTerms } from './grants.js';
import { holderHash } from './identity.js';
import { MANDATED_LABEL } from './mandated.js';
import type { Mandate, MandateSlot } from './mandates.js';
import { withSignature, type SigningKey } from './signing.js';
import { SUITE } from './suite.js';
import { CARER_TERMS } from './terms.js';

/** A mandate, and what the patient signed of it. */
export interface OpenedMandate {
  readonly mandate: Mandate;
  /** Canonical JSON. */
  readonly bytes: Uint8Array;
}

/** What a carer allows: always to treat. */
export type ProxyTerms = Pick<GrantTerms, 'grantee' | 'categories' | 'notAfter' | 'once'>;

/**
 * Makes a grant in a patient's stead, as a carer with a mandate.
 * @param epochs the keys that the carer was granted
 * @throws VaultError WRONG_COMMITMENT for more than the mandate allows
 */
export async function makeGrantFor(
  { mandate, bytes }: OpenedMandate,
  carer: SigningKey,
  { salt, key }: MandateSlot,
  granted: ProxyTerms,
  epochs: readonly EpochKey[],
): Promise<Grant> {
  const { grantee, categories, notAfter } = granted;
  const { chainId, registry, pseudonym } = mandate;
  const statement = {
    v: 2,
    suite: SUITE,
    chainId,
    registry,
    mandate: parseCanonical(bytes),
    granteeKeyHash: await holderHash(grantee),
    categoryMask: maskOf(categories),
    purpose: 'TREAT',
    salt,
    controller: controllerAddressOf(key),
    notAfter,
    terms: CARER_TERMS.filter((term) => granted[term]),
  };
  const openingBytes = canonicalBytes(await withSignature(carer, MANDATED_LABEL, statement));
  const opening = await readOpening(openingBytes, { chainId, registry }, pseudonym);
  const wraps = epochs
    .filter((each) => categories.includes(each.category))
    .map((each) => wrapGranted(each, opening, grantee));
  return { opening, openingBytes, controllerKey: key, salt, epochs: await Promise.all(wraps) };
}
