import { AbiCoder, TypedDataEncoder, computeAddress, keccak256 } from 'ethers';
import { fromHex, type Hex } from './bytes.js';
import { ConsentStanding } from './codes.js';
import { derivedPrivateKey } from './derived-key.js';
import { isMessageSigned, signMessage, type MessageDomain, type MessageSignature } from './messages.js';

/** The consent registry that a message is for. */
export interface ConsentDomain {
  readonly chainId: number;
  readonly consentRegistry: Hex;
}

/** What a commitment commits to; none of it is on the ledger. */
export interface ConsentContent {
  /** SHA-256 of the patient's signing key. */
  readonly pseudonym: Hex;
  /** SHA-256 of the grantee's public key. */
  readonly granteeKeyHash: Hex;
  /** One bit for each category. */
  readonly categoryMask: number;
  /** Code of v3-ActReason. */
  readonly purpose: string;
  /** 32 random bytes, made for this grant alone: without them, the commitment could be guessed. */
  readonly salt: Hex;
}

/** What the controller signs to grant. */
export interface GrantTerms {
  readonly commitment: Hex;
  /** Last day on which the consent is active, UTC, in days since 1970. */
  readonly lastDay: number;
  /** Unix time in seconds after which the message is void. */
  readonly deadline: number;
}

/** What the controller signs to revoke. */
export type RevocationTerms = Omit<GrantTerms, 'lastDay'>;

/** A message for a relayer: with an operation id, the arguments of `grant`. */
export type SignedGrant = SignedRevocation & { readonly lastDay: number };

/** A message for a relayer: with an operation id, the arguments of `revoke`. */
export interface SignedRevocation extends MessageSignature {
  readonly commitment: Hex;
  readonly controller: Hex;
  readonly deadline: bigint;
}

/** What the registry knows of a consent in one block. */
export interface ConsentRecord {
  readonly standing: ConsentStanding;
  /** Days since 1970; 0 unless it is granted. */
  readonly lastDay: number;
}

const coder = AbiCoder.defaultAbiCoder();

/** The salted commitment under which a grant stands on the ledger. */
export function consentCommitmentOf(content: ConsentContent): Hex {
  const { pseudonym, granteeKeyHash, categoryMask, purpose, salt } = content;
  return keccak256(
    coder.encode(
      ['bytes32', 'bytes32', 'uint32', 'string', 'bytes32'],
      [pseudonym, granteeKeyHash, categoryMask, purpose, salt],
    ),
  ) as Hex;
}

/** The key under which the registry keeps a consent: what its events name `consent`. */
export function consentIdOf(commitment: Hex, controller: Hex): Hex {
  return keccak256(coder.encode(['bytes32', 'address'], [commitment, controller])) as Hex;
}

/** The private key of a grant's controller, from the patient's secret for grants and the grant's salt. */
export function controllerKeyOf(grantSeed: Uint8Array, salt: Hex): Promise<Hex> {
  return derivedPrivateKey(grantSeed, 'custodia/consent/controller/v1', fromHex(salt));
}

/** The address of a controller's private key, in lower case. */
export function controllerAddressOf(privateKey: Hex): Hex {
  return computeAddress(privateKey).toLowerCase() as Hex;
}

/** Signs a grant with its controller's key. */
export function signGrant(privateKey: Hex, domain: ConsentDomain, terms: GrantTerms): SignedGrant {
  const controller = controllerAddressOf(privateKey);
  const signature = signMessage(privateKey, messageDomain(domain), GRANT.hash({ ...terms, controller }));
  return { ...terms, controller, deadline: BigInt(terms.deadline), ...signature };
}

/** Signs a revocation with the grant's controller's key; it also stops a grant that is not recorded yet. */
export function signRevocation(
  privateKey: Hex,
  domain: ConsentDomain,
  terms: RevocationTerms,
): SignedRevocation {
  const controller = controllerAddressOf(privateKey);
  const hash = REVOKE.hash({ consent: consentIdOf(terms.commitment, controller), deadline: terms.deadline });
  const signature = signMessage(privateKey, messageDomain(domain), hash);
  return { ...terms, controller, deadline: BigInt(terms.deadline), ...signature };
}

/** Whether a grant is signed by the controller that it names, as the registry checks it. */
export function isGrantSigned(grant: SignedGrant, domain: ConsentDomain): boolean {
  const { commitment, controller, lastDay, deadline } = grant;
  const hash = GRANT.hash({ commitment, controller, lastDay, deadline });
  return isMessageSigned(grant, messageDomain(domain), hash, controller);
}

/** Whether a revocation is signed by the controller that it names: who keeps keys stops then, ledger or not. */
export function isRevocationSigned(revocation: SignedRevocation, domain: ConsentDomain): boolean {
  const { commitment, controller, deadline } = revocation;
  const hash = REVOKE.hash({ consent: consentIdOf(commitment, controller), deadline });
  return isMessageSigned(revocation, messageDomain(domain), hash, controller);
}

/** Whether a consent is active at a moment, as the registry's `isActive` says. */
export function isConsentActive({ standing, lastDay }: ConsentRecord, unixSeconds: number): boolean {
  return standing === ConsentStanding.Granted && Math.floor(unixSeconds / 86_400) <= lastDay;
}

const GRANT = TypedDataEncoder.from({
  Grant: [
    { name: 'commitment', type: 'bytes32' },
    { name: 'controller', type: 'address' },
    { name: 'lastDay', type: 'uint16' },
    { name: 'deadline', type: 'uint64' },
  ],
});

const REVOKE = TypedDataEncoder.from({
  Revoke: [
    { name: 'consent', type: 'bytes32' },
    { name: 'deadline', type: 'uint64' },
  ],
});

function messageDomain({ chainId, consentRegistry }: ConsentDomain): MessageDomain {
  return { chainId, contract: consentRegistry };
}
