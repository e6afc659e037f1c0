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

/** Keyed, so that a copy of the database alone does not let them be guessed. */
export function recoveryHash(code: string, userId: string, key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`${userId}/${readRecoveryCode(code)}`)
    .digest();
}
