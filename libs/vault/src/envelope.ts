import { toBase64Url } from './bytes.js';
import { canonicalBytes, parseCanonical } from './canonical.js';
import { NODES } from './gate.js';
import { headerFields, headerJson } from './header.js';
import { bytes, list, record, type Read } from './shape.js';
import { sealed, sealedJson } from './suite.js';

const envelopeFields = record({
  header: headerFields,
  /** The padded content. */
  ct: bytes(),
  /** The content key, sealed to the epoch with the gate key as second secret. */
  wrap: sealed,
  /** The gate key's shares, each sealed to one node. */
  shares: list(sealed, NODES, NODES),
  /** The gate key, sealed to the patient. */
  own: sealed,
});

/** An entry as it is stored. */
export type Envelope = Read<typeof envelopeFields>;

/** Reads an entry's form; nothing in it is proven before it is opened. @throws VaultError */
export function readEnvelope(from: Uint8Array): Envelope {
  return envelopeFields(parseCanonical(from), 'entry');
}

/** An entry's one spelling. */
export function envelopeBytes({ header, ct, wrap, shares, own }: Envelope): Uint8Array {
  return canonicalBytes({
    header: headerJson(header),
    ct: toBase64Url(ct),
    wrap: sealedJson(wrap),
    shares: shares.map(sealedJson),
    own: sealedJson(own),
  });
}
