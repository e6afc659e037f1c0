import { TypedDataEncoder, computeAddress } from 'ethers';
import type { Hex } from './bytes.js';
import { isMessageSigned, signMessage, type MessageSignature } from './messages.js';

/** The party registry that knows who may act for whom. */
export interface WriterDomain {
  readonly chainId: number;
  readonly partyRegistry: Hex;
}

/** What a party's operator says of a device: it writes into patients' records for the party, under this name. */
export interface WriterTerms {
  readonly party: number;
  readonly name: string;
  /** The device's Ed25519 key. */
  readonly signKey: Hex;
  /** Unix time in seconds. */
  readonly notAfter: number;
}

/** Such a word, signed by a key that may act for the party; whether it may, the ledger says. */
export interface WriterCertificate extends WriterTerms, MessageSignature {
  readonly operator: Hex;
}

/** Signs with an operator's key. */
export function certifyWriter(operatorKey: Hex, domain: WriterDomain, terms: WriterTerms): WriterCertificate {
  const { party, name, signKey, notAfter } = terms;
  const statement = { party, name, signKey, notAfter };
  const signature = signMessage(operatorKey, messageDomain(domain), WRITER.hash(statement));
  return { ...statement, operator: computeAddress(operatorKey).toLowerCase() as Hex, ...signature };
}

/** Whether the operator that a certificate names signed it. */
export function isWriterCertified(certificate: WriterCertificate, domain: WriterDomain): boolean {
  const { party, name, signKey, notAfter, operator } = certificate;
  const hash = WRITER.hash({ party, name, signKey, notAfter });
  return isMessageSigned(certificate, messageDomain(domain), hash, operator);
}

const WRITER = TypedDataEncoder.from({
  Writer: [
    { name: 'party', type: 'uint32' },
    { name: 'name', type: 'string' },
    { name: 'signKey', type: 'bytes32' },
    { name: 'notAfter', type: 'uint64' },
  ],
});

function messageDomain({ chainId, partyRegistry }: WriterDomain) {
  return { chainId, contract: partyRegistry };
}
