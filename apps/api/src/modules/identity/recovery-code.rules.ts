import { createHmac, randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;
/** Crockford's base 32: nothing that is taken for something else. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** 50 random bits, written in two halves. */
export function newRecoveryCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

/** As it was written down, however it was typed; null for what is no recovery code. */
export function readRecoveryCode(typed: string): string | null {
  const signs = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return signs.length === LENGTH && [...signs].every((sign) => SIGNS.includes(sign)) ? signs : null;
}

/**
 * Keyed with the secret of the authenticator app that the codes stand in for: it lies sealed, so that a copy of the
 * database alone does not let them be guessed, and they go on when the node's own key is changed.
 */
export function recoveryHash(code: string, userId: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret)
    .update(`custodia/recovery-code/v2/${userId}/${readRecoveryCode(code)}`)
    .digest();
}
