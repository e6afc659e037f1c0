import { isIP } from 'node:net';
import { z } from 'zod';
import { MARKET_CODES, type MarketCode, type OwnRepeats } from './platform/access/actor.js';
import { networks } from './platform/http/reach.rules.js';

// Checks of single settings. Each says what is wrong and what to do, and never the value, which may be a secret.

export const flag = z
  .enum(['0', '1'], 'must be 0 or 1')
  .default('0')
  .transform((value) => value === '1');
export const rate = numberFrom(0, 'must be a number: requests a second, 0 for no limit');
export const privateKey = z
  .string('is missing: 0x and 64 hex digits')
  .regex(/^0x[0-9a-fA-F]{64}$/, 'must be 0x and 64 hex digits');
export const secret = z
  .string('is missing. Make one: openssl rand -hex 32')
  .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hex digits (openssl rand -hex 32)');
export const url = (protocol: RegExp, example: string) =>
  z.string(`is missing. Example: ${example}`).refine((text) => {
    return URL.canParse(text) && protocol.test(new URL(text).protocol);
  }, `is not a usable address. Example: ${example}`);

export const count = wholeFrom(1, 'must be a whole number, 1 or more');
const PORT = 'must be a port: a whole number from 0 to 65535';
export const port = wholeFrom(0, PORT).max(65_535, PORT);

function numberFrom(least: number, words: string) {
  return z.coerce.number(words).min(least, words);
}

export function wholeFrom(least: number, words: string) {
  return numberFrom(least, words).int(words);
}

export const address = z
  .string('is missing: the address of the contract')
  .regex(/^0x[0-9a-fA-F]{40}$/, 'must be 0x and 40 hex digits')
  .transform((text) => text.toLowerCase() as `0x${string}`);

/** What fastify knows by name, as the portal on the same machine. */
const KNOWN_PROXIES = new Set(['', 'loopback', 'linklocal', 'uniquelocal']);

export function isProxy(text: string): boolean {
  return KNOWN_PROXIES.has(text) || isIP(text) !== 0 || areNetworks([text]);
}

export function areNetworks(texts: string[]): boolean {
  try {
    networks(texts);
    return true;
  } catch {
    return false;
  }
}

/** More than these would switch off what they bound. */
const MOST_TOLERATED = 20;
const MOST_DAYS = 365;

/** `EU=2/30/1,US=3/14/1`: reads tolerated, days for which they are counted, days of a slip. */
export const ownRepeats = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter(Boolean))
  .refine((all) => {
    const set = all.map(ownRepeatsOf);
    return !set.includes(undefined) && new Set(set.map((one) => one?.[0])).size === all.length;
  }, `must be a market, tolerated reads (0 to ${MOST_TOLERATED}), days counted (1 to ${MOST_DAYS}) and days of a slip (0 to ${MOST_DAYS}), each market once, such as EU=2/30/1,US=3/14/1`)
  .transform((all): { readonly [M in MarketCode]?: OwnRepeats } =>
    Object.fromEntries(all.flatMap((one) => [ownRepeatsOf(one)].filter((pair) => pair !== undefined))),
  );

function ownRepeatsOf(text: string): [MarketCode, OwnRepeats] | undefined {
  const [, code, ...numbers] = /^(\w+)=(\d{1,3})\/(\d{1,3})\/(\d{1,3})$/.exec(text.trim()) ?? [];
  const market = MARKET_CODES.find((one) => one === code);
  const [repeatTolerance = 0, repeatDays = 0, slipDays = 0] = numbers.map(Number);
  if (!market || repeatTolerance > MOST_TOLERATED || repeatDays < 1) return undefined;
  return Math.max(repeatDays, slipDays) > MOST_DAYS
    ? undefined
    : [market, { repeatTolerance, repeatDays, slipDays }];
}
