import { argon2id } from 'hash-wasm';
import { utf8, type Bytes } from './bytes.js';
import { VaultError } from './errors.js';
import { exactly, integer, record, type Read } from './shape.js';

/** How slow a guess is. A keybag that asks for less than these is refused: it was altered. */
export const ARGON2 = { memoryKib: 65_536, passes: 3, lanes: 1 } as const;

export const argon2Fields = record({
  memoryKib: integer(ARGON2.memoryKib, 1_048_576),
  passes: integer(ARGON2.passes, 10),
  lanes: exactly(ARGON2.lanes),
});
export type Argon2 = Read<typeof argon2Fields>;

const LEAST_CHARACTERS = 12;
const LEAST_DIFFERENT = 6;

/** The 32 bytes of a passphrase (RFC 9106, Argon2id). The same text typed on another keyboard gives the same bytes. */
export async function passphraseKey(passphrase: string, salt: Bytes, cost: Argon2): Promise<Bytes> {
  const key = await argon2id({
    password: utf8(spelling(passphrase)),
    salt,
    iterations: cost.passes,
    parallelism: cost.lanes,
    memorySize: cost.memoryKib,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(key);
}

/** @throws VaultError WEAK_PASSPHRASE where a few guesses would find it */
export function checkPassphrase(passphrase: string): void {
  const characters = Array.from(spelling(passphrase));
  if (characters.length < LEAST_CHARACTERS) {
    throw new VaultError(
      'WEAK_PASSPHRASE',
      `A passphrase has at least ${LEAST_CHARACTERS} characters. Four or more words that do not belong together are best.`,
    );
  }
  const steps = characters
    .slice(1)
    .map((character, i) => character.codePointAt(0)! - characters[i]!.codePointAt(0)!);
  const regular = steps.filter((step) => Math.abs(step) <= 1).length;
  if (restOf(passphrase).length < LEAST_UNCOMMON) {
    throw new VaultError(
      'WEAK_PASSPHRASE',
      'This passphrase is made of what everybody tries first. Use words that do not belong together.',
    );
  }
  if (new Set(characters).size < LEAST_DIFFERENT || regular > steps.length / 2) {
    throw new VaultError(
      'WEAK_PASSPHRASE',
      'This passphrase repeats or counts on. Use words that do not belong together.',
    );
  }
}

/** Beginnings of what stands at the top of every list of stolen passwords, and keys that lie side by side. */
const COMMON = [
  'password',
  'passphrase',
  'passwort',
  'kennwort',
  'motdepasse',
  'contrasena',
  'custodia',
  'correcthorsebatterystaple',
  'iloveyou',
  'ichliebedich',
  'jetaime',
  'welcome',
  'willkommen',
  'bienvenue',
  'letmein',
  'administrator',
  'admin',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfghjkl',
  'asdfgh',
  'zxcvbnm',
  'yxcvbnm',
  '1q2w3e4r5t',
  '1qaz2wsx',
  'abcdefgh',
  'abc123',
  'superman',
  'batman',
  'princess',
  'football',
  'baseball',
  'dragon',
  'monkey',
  'sunshine',
  'master',
  'login',
  'hello',
  'hallo',
  'bonjour',
  'secret',
  'geheim',
  'changeme',
  'default',
  'starwars',
  'pokemon',
  'trustno1',
];

/** What is left of a passphrase, at least, once the common words, years and runs of digits are taken out. */
const LEAST_UNCOMMON = 6;

const LOOK_ALIKE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** A passphrase without what is common in it, as guessing programs see it: case, look-alikes and marks do not count. */
function restOf(passphrase: string): string {
  const folded = spelling(passphrase)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}@$!]/gu, '');
  const plain = Array.from(folded, (character) => LOOK_ALIKE[character] ?? character).join('');
  const rests = [folded, plain].map((text) =>
    COMMON.reduce((rest, common) => rest.replaceAll(common, ''), text).replaceAll(/\d+|[@$!]/g, ''),
  );
  return rests.reduce((a, b) => (a.length < b.length ? a : b));
}

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aeiou';

/** Four invented words of three syllables, 75 bits: easier to copy and to say than characters, in any language. */
export function newPassphrase(): string {
  const syllable = () => pick(CONSONANTS) + pick(VOWELS);
  return Array.from({ length: 4 }, () => syllable() + syllable() + syllable()).join('-');
}

function pick(from: string): string {
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
  // Bytes of the last, incomplete round would favour the first letters.
  return byte < 256 - (256 % from.length) ? from.charAt(byte % from.length) : pick(from);
}

function spelling(passphrase: string): string {
  return passphrase.normalize('NFKC').trim().replace(/\s+/g, ' ');
}
