import { DomainError } from '../../platform/errors/index.js';

export const REQUEST_STATUSES = ['OPEN', 'ALLOWED', 'DENIED', 'WITHDRAWN'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** What can be asked for; see the categories of libs/vault, which the patient's device knows. */
export const CATEGORIES: readonly string[] = [
  'medications',
  'allergies',
  'cardiology',
  'laboratory',
  'mental-health',
  'sexual-health',
  'substance-use',
  'emergency-summary',
];
/** A code of HL7's v3-ActReason. Research has a way of its own, and an emergency asks nobody. */
const TREATING = 'TREAT';
const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
const KEY = /^[A-Za-z0-9_-]{43}$/;

export interface Asked {
  readonly kemKey: string;
  readonly signKey: string;
  readonly purpose: string;
  readonly categories: readonly string[];
  readonly until: Date;
  readonly words: string;
}

/** Whether a record has such a part. */
export function isCategory(name: string): boolean {
  return CATEGORIES.includes(name);
}

/** @throws DomainError BAD_INPUT, saying what to change */
export function checkAsked(asked: Asked, now: Date, wanted = TREATING): void {
  const { kemKey, signKey, purpose, categories, until, words } = asked;
  if (!KEY.test(kemKey) || !KEY.test(signKey)) throw bad('These are not the public keys of a device.');
  if (purpose !== wanted) throw bad('Only treatment can be asked for here.');
  if (categories.length === 0) throw bad('Say which part of the record you need.');
  if (new Set(categories).size !== categories.length || categories.some((one) => !isCategory(one)))
    throw bad('There is no such part of a record.');
  if (until <= now) throw bad('The time until which you ask is over.');
  if (until.getTime() - now.getTime() > MOST_DAYS * DAY_MS) throw bad('Ask for a year at most.');
  if (words.length > 500) throw bad('Write 500 characters at most.');
}

const PSEUDONYM = /^0x[0-9a-f]{64}$/;
const MOST_KEYBAG = 32_768;

/** @throws DomainError BAD_INPUT */
export function checkKeybag(pseudonym: string, keybag: string, version: number): void {
  if (!PSEUDONYM.test(pseudonym)) throw bad('This is not the name of a record.');
  if (version < 1 || keybag.length === 0 || keybag.length > MOST_KEYBAG) throw bad('This is not a keybag.');
}

function bad(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}

/** Without what is mistaken for something else when it is read out: 0 and O, 1 and I and L, U. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;
const CARD_LENGTH = 12;

/** A code that people read out and type, 39 bits: for minutes, and once. */
export function newCode(random: (below: number) => number): string {
  return lettersOf(CODE_LENGTH, random);
}

/** The code of an emergency card, 59 bits: for as long as the card lies in somebody's purse. */
export function newCard(random: (below: number) => number): string {
  return lettersOf(CARD_LENGTH, random);
}

function lettersOf(length: number, random: (below: number) => number): string {
  return Array.from({ length }, () => LETTERS.charAt(random(LETTERS.length))).join('');
}

/** A code as it was typed or scanned; undefined for what cannot be one. */
export function readCode(text: string): string | undefined {
  const code = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^CUSTODIA:/, '');
  return code.length === CODE_LENGTH && [...code].every((letter) => LETTERS.includes(letter))
    ? code
    : undefined;
}
