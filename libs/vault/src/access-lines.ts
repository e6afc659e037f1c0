import { leafHash, type Hash } from '@custodia/merkle';
import { lengthPrefixed, randomBytes, toBase64Url, toHex, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical } from './canonical.js';
import { category } from './categories.js';
import { VaultError } from './errors.js';
import { labelledHash } from './hashing.js';
import type { Pseudonym } from './identity.js';
import {
  among,
  bytes,
  exactly,
  integer,
  ledgerHex,
  list,
  optional,
  record,
  text,
  type Read,
} from './shape.js';
import { open, seal, sealed, sealedJson, version } from './suite.js';
import { therapyTag, type TherapyTag } from './therapy.js';

/** What is logged. */
export const ACCESS_EVENTS = [
  'release',
  'denial',
  'consent',
  're-wrap',
  'break-glass',
  'export',
  'prescription-read',
  'research',
  'log-read',
  'recovery',
  'therapy-check',
] as const;

const lineFields = record({
  v: version(1),
  node: text(100),
  /** Place among the lines of this patient at this node, from 0. */
  seq: integer(),
  /** The leaf before it, of this patient at this node; zeros before the first. */
  previous: ledgerHex(32),
  event: among(...ACCESS_EVENTS),
  /** Unix time in seconds. */
  time: integer(),
  /** Of EHDS Article 9: who, as the organisation names its people, which data, and for what. */
  organisation: text(200),
  person: text(200),
  categories: list(category, 0, 8),
  entryIds: list(ledgerHex(16), 0, 500),
  purpose: text(20),
  /** Of a refusal or a break-glass: its reason. */
  reason: text(200),
  /** Pairs the lines of the nodes; empty where no request was made. */
  requestHash: text(66),
  /** Of a question whether medicines are taken already: which, for whoever knows the patient's tag key. */
  tags: optional(list(therapyTag, 0, 20)),
  /** There where the node could not ask the ledger when it released. */
  away: optional(exactly(true)),
});

/** One line of the access log, as the patient reads it. */
export type AccessLine = Omit<Read<typeof lineFields>, 'v' | 'tags' | 'away'> & {
  readonly tags?: readonly TherapyTag[];
  readonly away?: true;
};

/** A line as a node keeps it: sealed to the patient, who alone reads it. */
export interface LogRecord {
  readonly salt: Bytes;
  readonly sealed: { readonly enc: Bytes; readonly ct: Bytes };
}

export const logRecord = record({ salt: bytes(32), sealed });

/** Events in which somebody else than the patient looked, or tried to. */
export const LOOKS = [
  'release',
  'denial',
  'break-glass',
  'prescription-read',
  'therapy-check',
] as const satisfies readonly (typeof ACCESS_EVENTS)[number][];

/**
 * What a line lacks of what a patient has a right to read of an access (Regulation (EU) 2025/327, EHDS, Article 9): which
 * organisation and person, when, which data, and for what. Of what patients do themselves, when is enough.
 */
export function gapsOf(line: AccessLine): string[] {
  const isLook = (LOOKS as readonly string[]).includes(line.event);
  const there = {
    time: line.time > 0,
    organisation: !isLook || line.organisation.trim() !== '',
    person: !isLook || line.person.trim() !== '',
    categories: !isLook || line.categories.length > 0,
    purpose: !isLook || line.purpose !== '',
  };
  return Object.entries(there).flatMap(([field, isThere]) => (isThere ? [] : [field]));
}

/** What stands before a patient's first line. */
export const NO_LEAF: `0x${string}` = `0x${'0'.repeat(64)}`;

/** Seals a line to the patient. The salt keeps the leaf from telling two equal lines. @throws VaultError where it says too little */
export async function sealLine(line: AccessLine, owner: Pseudonym, logKey: Bytes): Promise<LogRecord> {
  const gaps = gapsOf(line);
  if (gaps.length > 0)
    throw new VaultError('MALFORMED', `A line of the access log lacks ${gaps.join(', ')}.`);
  const plain = canonicalBytes({ v: 1, ...line });
  return { salt: randomBytes(32), sealed: await seal(logKey, plain, bindingOf(owner, line.node)) };
}

/** A line of one's own. @throws VaultError */
export async function openLine(
  from: LogRecord,
  node: string,
  owner: Pseudonym,
  logPrivateKey: Bytes,
): Promise<AccessLine> {
  const plain = await open(logPrivateKey, from.sealed, bindingOf(owner, node));
  const { v: _, tags, away, ...line } = lineFields(parseCanonical(plain), 'line');
  return { ...line, ...(tags && { tags }), ...(away && { away }) };
}

/** The leaf of a line in its node's tree. */
export async function lineLeaf({ salt, sealed: content }: LogRecord): Promise<Hash> {
  return leafHash(await labelledHash('log-leaf/v1', salt, content.enc, content.ct));
}

/** A leaf as the next line names it. */
export function leafName(leaf: Hash): `0x${string}` {
  return `0x${toHex(leaf)}`;
}

/** A record as JSON. */
export function recordJson({ salt, sealed: content }: LogRecord) {
  return { salt: toBase64Url(salt), sealed: sealedJson(content) };
}

function bindingOf(owner: Pseudonym, node: string) {
  const info = lengthPrefixed(utf8('custodia/access-log/v1'), utf8(owner), utf8(node));
  return { info, aad: new Uint8Array(0) };
}
