import { Signature, Wallet, randomBytes } from 'ethers';
import { describe, expect, it } from 'vitest';
import {
  consentCommitmentOf,
  consentIdOf,
  controllerAddressOf,
  isGrantSigned,
  isRevocationSigned,
  randomId,
  signGrant,
  signRevocation,
  toHex,
  type ConsentContent,
  type Hex,
} from '../src/index.js';

const privateKey = toHex(randomBytes(32));
const domain = { chainId: 31337, consentRegistry: `0x${'5e'.repeat(20)}` as Hex };
const elsewhere = { ...domain, consentRegistry: `0x${'5f'.repeat(20)}` as Hex };
const commitment = randomId();
const grant = signGrant(privateKey, domain, { commitment, lastDay: 21_000, deadline: 1_900_000_000 });
const revocation = signRevocation(privateKey, domain, { commitment, deadline: 1_900_000_000 });
const controller = controllerAddressOf(privateKey);
const eip712 = {
  name: 'Custodia',
  version: '1',
  chainId: 31337,
  verifyingContract: domain.consentRegistry,
};

describe('a grant', () => {
  it('is the EIP-712 signature that any wallet makes', async () => {
    const types = {
      Grant: [
        { name: 'commitment', type: 'bytes32' },
        { name: 'controller', type: 'address' },
        { name: 'lastDay', type: 'uint16' },
        { name: 'deadline', type: 'uint64' },
      ],
    };
    const terms = { commitment, controller, lastDay: 21_000, deadline: 1_900_000_000 };
    const { r, yParityAndS } = Signature.from(
      await new Wallet(privateKey).signTypedData(eip712, types, terms),
    );
    expect(grant).toEqual({ ...terms, deadline: 1_900_000_000n, r, vs: yParityAndS });
    expect(isGrantSigned(grant, domain)).toBe(true);
  });

  it.each([
    ['another controller', { ...grant, controller: `0x${'ab'.repeat(20)}` as Hex }, domain],
    ['another commitment', { ...grant, commitment: randomId() }, domain],
    ['a later last day', { ...grant, lastDay: 21_001 }, domain],
    ['a later deadline', { ...grant, deadline: grant.deadline + 1n }, domain],
    ['another registry', grant, elsewhere],
    ['another chain', grant, { ...domain, chainId: 1 }],
    ['a signature that is none', { ...grant, r: `0x${'ff'.repeat(32)}` as Hex }, domain],
    ['the signature of the revocation', { ...grant, r: revocation.r, vs: revocation.vs }, domain],
  ])('is not signed for %s', (_, changed, at) => {
    expect(isGrantSigned(changed, at)).toBe(false);
  });
});

describe('a revocation', () => {
  it('is the EIP-712 signature that any wallet makes', async () => {
    const types = {
      Revoke: [
        { name: 'consent', type: 'bytes32' },
        { name: 'deadline', type: 'uint64' },
      ],
    };
    const terms = { consent: consentIdOf(commitment, controller), deadline: 1_900_000_000 };
    const { r, yParityAndS } = Signature.from(
      await new Wallet(privateKey).signTypedData(eip712, types, terms),
    );
    expect(revocation).toEqual({ commitment, controller, deadline: 1_900_000_000n, r, vs: yParityAndS });
    expect(isRevocationSigned(revocation, domain)).toBe(true);
  });

  it.each([
    ['another controller', { ...revocation, controller: `0x${'ab'.repeat(20)}` as Hex }, domain],
    ['another commitment', { ...revocation, commitment: randomId() }, domain],
    ['a later deadline', { ...revocation, deadline: revocation.deadline + 1n }, domain],
    ['another registry', revocation, elsewhere],
    ['another chain', revocation, { ...domain, chainId: 1 }],
    ['the signature of the grant', { ...revocation, r: grant.r, vs: grant.vs }, domain],
  ])('is not signed for %s', (_, changed, at) => {
    expect(isRevocationSigned(changed, at)).toBe(false);
  });
});

describe('a commitment', () => {
  const content: ConsentContent = {
    pseudonym: randomId(),
    granteeKeyHash: randomId(),
    categoryMask: 5,
    purpose: 'TREAT',
    salt: randomId(),
  };

  it.each<[string, Partial<ConsentContent>]>([
    ['patient', { pseudonym: randomId() }],
    ['grantee', { granteeKeyHash: randomId() }],
    ['category', { categoryMask: 7 }],
    ['purpose', { purpose: 'HRESCH' }],
    ['salt', { salt: randomId() }],
  ])('is another for another %s', (_, changed) => {
    expect(consentCommitmentOf({ ...content, ...changed })).not.toBe(consentCommitmentOf(content));
  });

  it('makes one consent for each controller', () => {
    const other = controllerAddressOf(toHex(randomBytes(32)));
    expect(consentIdOf(commitment, other)).not.toBe(consentIdOf(commitment, controller));
  });
});
