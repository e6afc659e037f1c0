import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../../platform/errors/index.js';
import { ALGORITHMS, type Algorithm } from './public-key.rules.js';

/** Clocks may differ by so much. */
const SKEW_SECONDS = 30;
/** An assertion may be good for so long from now. */
const LONGEST_SECONDS = 300;
const LONGEST_TEXT = 4_000;

const headerOf = z.object({
  alg: z.enum(ALGORITHMS),
  kid: z.string().min(1).max(200),
  typ: z.enum(['JWT', 'client-authentication+jwt']).optional(),
  // RFC 7515, 4.1.11: what is critical and not understood is refused, and we understand none.
  crit: z.undefined().optional(),
});

const seconds = z.number().int();
const claimsOf = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string()).length(1)]),
  exp: seconds,
  nbf: seconds.optional(),
  iat: seconds.optional(),
  jti: z.string().min(1).max(200),
});

export interface Assertion {
  readonly alg: Algorithm;
  /** Names the public key. */
  readonly kid: string;
  /** What the machine says of itself: true once the signature is checked. */
  readonly claims: z.infer<typeof claimsOf>;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Reads an assertion without believing it. @returns null for what is no JWT of RFC 7523, 3. */
export function readAssertion(jwt: string): Assertion | null {
  const parts = jwt.split('.');
  if (jwt.length > LONGEST_TEXT || parts.length !== 3) return null;
  const header = headerOf.safeParse(jsonOf(parts[0]!));
  const claims = claimsOf.safeParse(jsonOf(parts[1]!));
  if (!header.success || !claims.success) return null;
  return {
    alg: header.data.alg,
    kid: header.data.kid,
    claims: claims.data,
    signed: `${parts[0]}.${parts[1]}`,
    signature: Buffer.from(parts[2]!, 'base64url'),
  };
}

/** Whether the key signed it. The algorithm is the key's, whatever the assertion says: RFC 8725, 3.1. */
export function isSignedBy(assertion: Assertion, key: { alg: Algorithm; jwk: JsonWebKey }): boolean {
  if (assertion.alg !== key.alg) return false;
  const publicKey = createPublicKey({ key: key.jwk, format: 'jwk' });
  return verify(
    key.alg === 'EdDSA' ? null : 'sha256',
    Buffer.from(assertion.signed),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    assertion.signature,
  );
}

/**
 * What else RFC 7523 asks for, of claims whose signature is checked.
 * @throws DomainError UNAUTHENTICATED that says which claim is wrong
 */
export function checkClaims({ claims }: Assertion, machineId: string, audience: string, now: Date): void {
  const time = now.getTime() / 1_000;
  const { iss, sub, aud, exp, nbf, iat } = claims;
  if (iss !== machineId || sub !== machineId) throw refused('iss and sub are both the id of the machine.');
  if ((typeof aud === 'string' ? aud : aud[0]) !== audience) throw refused(`aud is ${audience}.`);
  if (exp <= time - SKEW_SECONDS) throw refused('exp is over. Compare the clocks.');
  if (exp > time + LONGEST_SECONDS + SKEW_SECONDS) throw refused('exp is at most five minutes from now.');
  if (Math.max(nbf ?? 0, iat ?? 0) > time + SKEW_SECONDS)
    throw refused('nbf or iat is to come. Compare the clocks.');
}

/** Until when it has to be remembered, so that it is used once. */
export function rememberedUntil({ claims }: Assertion): Date {
  return new Date((claims.exp + SKEW_SECONDS) * 1_000);
}

export function refused(why: string): DomainError {
  return new DomainError('UNAUTHENTICATED', `The assertion is refused: ${why}`);
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined; // not JSON: no assertion
  }
}
