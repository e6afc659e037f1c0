import { sha256, toUtf8Bytes } from 'ethers';
import type { GoodsAddresses } from './addresses.js';
import type { Hex } from './bytes.js';
import type { LedgerEvent } from './events.js';

export const EVIDENCE_FORMAT = 'custodia-evidence/1';

/** What `AnchorLog` is told that an anchored root is: the hash of an evidence bundle. */
export const EVIDENCE_ANCHOR = 2;

/** JSON without numbers that are no integers: those would have more than one spelling. */
export type EvidenceValue =
  | string
  | number
  | boolean
  | null
  | readonly EvidenceValue[]
  | { readonly [key: string]: EvidenceValue | undefined };

/** One rule that fired. Its own hash lets a single alert be quoted. */
export interface EvidenceAlert {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly sentence: string;
  readonly eventTime: string;
  readonly raisedAt: string;
  readonly gtin: string | null;
  readonly lotNumber: string | null;
  readonly serial: string | null;
  readonly facts: { readonly [key: string]: EvidenceValue };
  readonly hash: Hex;
}

/** What a lot's id on the ledger is made of: without the salt nobody could tell. */
export interface EvidenceLot {
  /** The storage key, which all events name. */
  readonly lot: Hex;
  readonly lotId: Hex;
  /** The ledger id that registered it. */
  readonly maker: number;
  readonly gtin: string;
  readonly lotNumber: string;
  readonly expiryDay: number;
  readonly salt: Hex;
  readonly units: number;
  readonly root: Hex;
}

/** Which serial number stands at which place of a lot, and the RFC 9162 path to the lot's root. */
export interface EvidencePack {
  readonly lot: Hex;
  readonly index: number;
  readonly serial: string;
  readonly salt: Hex;
  readonly path: readonly Hex[];
}

/** An event: the log as nodes have it, and what it says. */
export interface EvidenceEvent {
  readonly logIndex: number;
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly name: string;
  readonly args: { readonly [key: string]: EvidenceValue };
}

/** A transaction with the events of it that concern the packs; a batch has others besides. */
export interface EvidenceTransaction {
  readonly hash: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  /** Unix time of the block, in seconds. */
  readonly timestamp: number;
  readonly events: readonly EvidenceEvent[];
}

/** Everything that the ledger and the node that made it know of an incident, for whoever trusts neither. */
export interface EvidenceBundle {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly madeAt: string;
  readonly chain: {
    readonly chainId: number;
    /** The last block that was looked at. */
    readonly upTo: number;
    readonly contracts: GoodsAddresses;
  };
  /** Where the bundle's hash is on the ledger: the operation id of the `Anchored` event, and who anchors. */
  readonly anchor: { readonly operation: Hex; readonly party: number };
  readonly incident: { readonly [key: string]: EvidenceValue };
  readonly alerts: readonly EvidenceAlert[];
  readonly lots: readonly EvidenceLot[];
  readonly packs: readonly EvidencePack[];
  /** In the order of the chain. */
  readonly transactions: readonly EvidenceTransaction[];
  /** SHA-256 of the canonical text of everything else. */
  readonly hash: Hex;
}

/** The one spelling of a value: RFC 8785, for values whose only numbers are integers. */
export function canonicalText(value: EvidenceValue | undefined): string {
  if (value === undefined) throw new RangeError('Undefined has no spelling.');
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`${value} is no integer.`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one: EvidenceValue) => canonicalText(one)).join(',')}]`;
  const record = value as Readonly<Record<string, EvidenceValue | undefined>>;
  const members = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(record[key])}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical text of all but the member `hash`. */
export function evidenceHash(part: object): Hex {
  const { hash: _, ...rest } = part as Record<string, EvidenceValue>;
  return sha256(toUtf8Bytes(canonicalText(rest))) as Hex;
}

/** What an event says, as JSON has it: integers of more than 53 bits are text. */
export function evidenceArgs({ args }: LedgerEvent): { [key: string]: EvidenceValue } {
  return Object.fromEntries(
    Object.entries(args as Record<string, EvidenceValue | bigint>).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? String(value) : value,
    ]),
  );
}

/** Whether an event tells something of a unit: of it alone, of a range around it, or of its whole lot. */
export function concernsUnit({ args }: LedgerEvent, lot: Hex, index: number): boolean {
  if (!('lot' in args) || args.lot !== lot) return false;
  if ('index' in args) return args.index === index;
  return 'start' in args ? args.start <= index && index < args.end : true;
}
