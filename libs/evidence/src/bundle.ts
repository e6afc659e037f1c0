import { EVIDENCE_FORMAT, canonicalText, type EvidenceBundle, type EvidenceValue } from '@custodia/ledger';

/** The text is no evidence bundle; the message says what is missing or wrong, and where. */
export class NotABundle extends Error {
  override readonly name = 'NotABundle';
}

/** What is expected at a place: a kind of value, a record, or a list of one. */
type Shape = Kind | { readonly [key: string]: Shape } | readonly [Shape];
type Kind = 'text' | 'text?' | 'integer' | 'hash' | 'bytes' | 'address' | 'operation' | 'record';

const HEX: Partial<Record<Kind, RegExp>> = {
  hash: /^0x[0-9a-f]{64}$/,
  bytes: /^0x([0-9a-f]{2})*$/,
  address: /^0x[0-9a-f]{40}$/,
  operation: /^0x[0-9a-f]{32}$/,
};

const BUNDLE: Shape = {
  format: 'text',
  madeAt: 'text',
  chain: {
    chainId: 'integer',
    upTo: 'integer',
    contracts: {
      partyRegistry: 'address',
      lotLedger: 'address',
      prescriptionLedger: 'address',
      anchorLog: 'address',
    },
  },
  anchor: { operation: 'operation', party: 'integer' },
  incident: 'record',
  alerts: [
    {
      id: 'text',
      rule: 'text',
      severity: 'text',
      title: 'text',
      sentence: 'text',
      eventTime: 'text',
      raisedAt: 'text',
      gtin: 'text?',
      lotNumber: 'text?',
      serial: 'text?',
      facts: 'record',
      hash: 'hash',
    },
  ],
  lots: [
    {
      lot: 'hash',
      lotId: 'hash',
      maker: 'integer',
      gtin: 'text',
      lotNumber: 'text',
      expiryDay: 'integer',
      salt: 'hash',
      units: 'integer',
      root: 'hash',
    },
  ],
  packs: [{ lot: 'hash', index: 'integer', serial: 'text', salt: 'hash', path: ['hash'] }],
  transactions: [
    {
      hash: 'hash',
      blockNumber: 'integer',
      blockHash: 'hash',
      timestamp: 'integer',
      events: [
        {
          logIndex: 'integer',
          address: 'address',
          topics: ['hash'],
          data: 'bytes',
          name: 'text',
          args: 'record',
        },
      ],
    },
  ],
  hash: 'hash',
};

/**
 * Reads a bundle, exactly as it was written: a file that was changed, be it by a space, is another.
 * @throws NotABundle
 */
export function readBundle(text: string): EvidenceBundle {
  let value: EvidenceValue;
  try {
    value = JSON.parse(text) as EvidenceValue;
  } catch (error) {
    throw new NotABundle(`This is no JSON: ${(error as Error).message}`, { cause: error });
  }
  check(value, BUNDLE, 'the bundle');
  const bundle = value as unknown as EvidenceBundle;
  if (bundle.format !== EVIDENCE_FORMAT)
    throw new NotABundle(`The format is ${bundle.format}; this program reads ${EVIDENCE_FORMAT}.`);
  if (canonicalText(value) !== text.replace(/\n$/, ''))
    throw new NotABundle('The file is not spelt as it was made: members were added twice, moved or spaced.');
  return bundle;
}

function check(value: EvidenceValue | undefined, shape: Shape, place: string): void {
  if (typeof shape === 'string') {
    if (!fits(value, shape)) throw new NotABundle(`${place} is missing or malformed.`);
    return;
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) throw new NotABundle(`${place} is missing or no list.`);
    value.forEach((one: EvidenceValue, index) => check(one, shape[0] as Shape, `${place} ${index}`));
    return;
  }
  if (!isRecord(value)) throw new NotABundle(`${place} is missing or no record.`);
  const members = shape as Readonly<Record<string, Shape>>;
  const foreign = Object.keys(value).find((key) => !Object.hasOwn(members, key));
  if (foreign) throw new NotABundle(`${place} has a member that does not belong there: ${foreign}.`);
  for (const [key, inner] of Object.entries(members)) check(value[key], inner, `${place}: ${key}`);
}

function fits(value: EvidenceValue | undefined, kind: Kind): boolean {
  if (kind === 'integer') return Number.isSafeInteger(value) && (value as number) >= 0;
  if (kind === 'record') return isRecord(value);
  if (kind === 'text?') return value === null || typeof value === 'string';
  return typeof value === 'string' && (HEX[kind]?.test(value) ?? true);
}

function isRecord(value: EvidenceValue | undefined): value is { [key: string]: EvidenceValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
