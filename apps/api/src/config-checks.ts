import { isIP } from 'node:net';
import { z } from 'zod';
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
