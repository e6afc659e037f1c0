import { concat, randomBytes, type Bytes } from './bytes.js';
import { VaultError } from './errors.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's, without I, L, O and U
const GROUPS = 8;
const DATA = 4;
/** 160 bits: 8 groups of 20. */
export const RECOVERY_BYTES = 20;

/** A fresh code, as it is printed: eight groups of four characters and a check character. */
export function newRecoveryCode(): string {
  return formatRecoveryCode(randomBytes(RECOVERY_BYTES));
}

/** The printed form of 20 bytes. */
export function formatRecoveryCode(secret: Uint8Array): string {
  const bits = secret.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const groups = Array.from({ length: GROUPS }, (_, group) => {
    const values = Array.from({ length: DATA }, (_, i) => {
      const shift = BigInt(5 * ((GROUPS - group) * DATA - 1 - i));
      return Number((bits >> shift) & 31n);
    });
    return [...values, checkOf(group, values)].map((value) => ALPHABET[value]).join('');
  });
  return groups.join('-');
}

/**
 * The bytes of a typed code. Spaces, hyphens and case do not matter, O is read as 0, I and L as 1.
 * @throws VaultError RECOVERY_CODE_CHARACTER, RECOVERY_CODE_LENGTH, RECOVERY_CODE_GROUP, each with the group's number
 */
export function parseRecoveryCode(typed: string): Bytes {
  const spelt = typed
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const values = Array.from(spelt, (character) => ALPHABET.indexOf(character));
  const strange = values.indexOf(-1);
  if (strange >= 0) {
    const group = Math.floor(strange / (DATA + 1)) + 1;
    const character = Array.from(spelt)[strange] ?? '';
    throw new VaultError(
      'RECOVERY_CODE_CHARACTER',
      `Group ${group} holds "${character}", which no recovery code has. Compare it with the paper.`,
      group,
    );
  }
  const wrong = Array.from({ length: Math.ceil(values.length / (DATA + 1)) }, (_, group) => group).find(
    (group) => group >= GROUPS || !isRight(group, values.slice(group * (DATA + 1), (group + 1) * (DATA + 1))),
  );
  const whole = GROUPS * (DATA + 1);
  // A character too few or too many makes wrong all groups behind it: say where it begins.
  if (wrong !== undefined && wrong < GROUPS && values.length >= (wrong + 1) * (DATA + 1)) {
    throw new VaultError(
      'RECOVERY_CODE_GROUP',
      `Group ${wrong + 1} is mistyped. Compare its characters with the paper.`,
      wrong + 1,
    );
  }
  if (values.length !== whole) {
    throw new VaultError(
      'RECOVERY_CODE_LENGTH',
      `A recovery code has ${whole} characters in ${GROUPS} groups; this one has ${values.length}.`,
      Math.min(GROUPS, Math.floor(values.length / (DATA + 1)) + 1),
    );
  }
  const data = values.filter((_, i) => i % (DATA + 1) !== DATA);
  const bits = data.reduce((all, value) => (all << 5n) | BigInt(value), 0n);
  return concat(
    Uint8Array.from({ length: RECOVERY_BYTES }, (_, i) => Number((bits >> BigInt(152 - 8 * i)) & 255n)),
  );
}

function isRight(group: number, values: readonly number[]): boolean {
  return values.length === DATA + 1 && checkOf(group, values.slice(0, DATA)) === values[DATA];
}

/**
 * A sum over GF(32), each place and the group's number with a weight of its own: one wrong character, two swapped ones
 * and two swapped groups are always noticed.
 */
function checkOf(group: number, values: readonly number[]): number {
  return [...values, group].reduce((sum, value, place) => sum ^ timesPower(value, place + 1), 0);
}

/** `value` times x to a power, in GF(32) with x^5 + x^2 + 1. */
function timesPower(value: number, power: number): number {
  let product = value;
  for (let i = 0; i < power; i++) product = (product << 1) ^ (product & 16 ? 0b100101 : 0);
  return product;
}
