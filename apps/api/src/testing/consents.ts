import { consentCommitmentOf, signGrant, signRevocation, toHex, type Hex } from '@custodia/ledger';
import { randomBytes } from 'node:crypto';

/** The registry of consents that a spec without a chain names. */
export const CONSENT_DOMAIN = { chainId: 31337, consentRegistry: `0x${'07'.repeat(20)}` as Hex };

export const word = () => toHex(randomBytes(32));

/** A consent as a device signs it; what it commits to is nobody's business here. */
export function aConsent() {
  const key = word();
  const commitment = consentCommitmentOf({
    pseudonym: word(),
    granteeKeyHash: word(),
    categoryMask: 5,
    purpose: 'TREAT',
    salt: word(),
  });
  const terms = { commitment, lastDay: 60_000, deadline: 4_000_000_000 };
  const { lastDay, ...grant } = signGrant(key, CONSENT_DOMAIN, terms);
  const revocation = signRevocation(key, CONSENT_DOMAIN, terms);
  const sent = ({ commitment: of, controller, deadline, r, vs }: typeof revocation) => ({
    commitment: of,
    controller,
    deadline: Number(deadline),
    r,
    vs,
  });
  return { grant: sent(grant as typeof revocation), lastDay, revocation: sent(revocation), key };
}
