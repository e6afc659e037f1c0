import type { WriterCertificate } from '@custodia/ledger';
import { fromHex, lengthPrefixed, sameBytes, toBase64Url, utf8, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { VaultError } from './errors.js';
import { pseudonym, pseudonymOf, type Pseudonym } from './identity.js';
import { anything, bytes, integer, ledgerHex, list, record, text, type Reader } from './shape.js';
import { checkSignature, withSignature, type SigningKey } from './signing.js';
import { open, seal, version, type Sealed } from './suite.js';

export const certificate: Reader<WriterCertificate> = record({
  party: integer(1, 0xffff_ffff),
  name: text(200),
  signKey: ledgerHex(32),
  notAfter: integer(),
  operator: ledgerHex(20),
  r: ledgerHex(32),
  vs: ledgerHex(32),
});

const submissionFields = record({
  v: version(1),
  pseudonym,
  signKey: bytes(32),
  /** None where the patient writes. */
  certificates: list(certificate, 0, 1),
  entries: list(anything, 1, 500),
  signature: bytes(64),
});

/** Who hands in entries: the patient, or a device for which a party's operator vouches. */
export interface Writer {
  readonly sign: SigningKey;
  readonly certificate?: WriterCertificate;
}

/** Entries and who hands them in. */
export interface Submission {
  readonly entries: readonly Json[];
  /** Absent where the patient wrote. Whether its operator may act for its party, the ledger says. */
  readonly certificate?: WriterCertificate;
}

const LABEL = 'submission/v1';

/** Entries of one record, signed by whoever hands them in. */
export async function submissionBytes(
  { sign, certificate: certified }: Writer,
  patient: Pseudonym,
  entries: readonly Json[],
): Promise<Bytes> {
  const statement = {
    v: 1,
    pseudonym: patient,
    signKey: toBase64Url(sign.publicKey),
    certificates: certified ? [{ ...certified }] : [],
    entries,
  };
  return canonicalBytes(await withSignature(sign, LABEL, statement));
}

/**
 * Reads entries that somebody hands in.
 * @throws VaultError WRONG_SIGNATURE, WRONG_PATIENT where the key is neither the patient's nor the certificate's
 */
export async function readSubmission(from: Uint8Array, patient: Pseudonym): Promise<Submission> {
  const json = parseCanonical(from) as { readonly [key: string]: Json; readonly signature: string };
  const { signKey, certificates, entries, pseudonym: of } = submissionFields(json, 'submission');
  await checkSignature(signKey, LABEL, json, 'Whoever hands these entries in did not sign them.');
  const [certified] = certificates;
  const isTheirs = certified
    ? sameBytes(fromHex(certified.signKey.slice(2)), signKey)
    : (await pseudonymOf(signKey)) === patient;
  if (of !== patient || !isTheirs)
    throw new VaultError('WRONG_PATIENT', 'This key may not write into this record.');
  return { entries, ...(certified && { certificate: certified }) };
}

/** Whom a node took an entry from; the patient alone reads it. */
export interface EntryWriter {
  /** 0 for the patient. */
  readonly party: number;
  readonly name: string;
}

const writerFields = record({ party: integer(0, 0xffff_ffff), name: text(200) });

/** Where an entry was handed in, and which one it is. */
export interface EntryPlace {
  readonly pseudonym: Pseudonym;
  readonly node: string;
  readonly entryId: string;
}

/** Seals to the patient from whom an entry came: a stolen database of a node does not tell where somebody is treated. */
export function sealWriter({ party, name }: EntryWriter, at: EntryPlace, logKey: Bytes): Promise<Sealed> {
  return seal(logKey, canonicalBytes({ party, name }), writerBinding(at));
}

/** From whom an entry came, as a node says. @throws VaultError */
export async function openWriter(from: Sealed, at: EntryPlace, logPrivateKey: Bytes): Promise<EntryWriter> {
  return writerFields(parseCanonical(await open(logPrivateKey, from, writerBinding(at))), 'writer');
}

function writerBinding({ pseudonym: owner, node, entryId }: EntryPlace) {
  const info = lengthPrefixed(utf8('custodia/entry-writer/v1'), utf8(owner), utf8(node), utf8(entryId));
  return { info, aad: new Uint8Array(0) };
}
