import { createECDH } from 'node:crypto';
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
export const nodeKey = z
  .string('is missing. Make a key file of it: keys:make-node')
  .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hex digits. Make a key file of it: keys:make-node');
const PUSH_KEY = 'must be 64 hex digits, a private key of P-256 (openssl rand -hex 32)';
export const pushKey = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, PUSH_KEY)
  .refine(isOfCurve, PUSH_KEY);

/** Nought and what is as large as the order of the curve are no keys (FIPS 186-5, A.2.1). */
function isOfCurve(hex: string): boolean {
  try {
    createECDH('prime256v1').setPrivateKey(hex, 'hex');
    return true;
  } catch {
    return false;
  }
}

/** Hosts of push services; those of Chromium's, Firefox's, Safari's and Edge's makers where none is named. */
export const pushServices = z
  .string()
  .default('fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com')
  .transform((text) =>
    text
      .toLowerCase()
      .split(',')
      .map((one) => one.trim()),
  )
  .refine(
    (all) => all.every((one) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(one)),
    'must be hosts with commas between them, such as fcm.googleapis.com',
  );

export interface PushSettings {
  /** The private key of P-256, in hex, by which push services know this node. */
  readonly key: string;
  /** Whom a push service turns to (RFC 8292, 2.1). */
  readonly contact: string | undefined;
  /** Hosts of push services, or domains above them. Nothing is sent to any other. */
  readonly services: readonly string[];
}

export function pushSettings(set: {
  readonly PUSH_KEY?: string | undefined;
  readonly PUSH_SERVICES: readonly string[];
  readonly PUBLIC_ORIGIN: string;
}): PushSettings | undefined {
  if (!set.PUSH_KEY) return undefined;
  // RFC 8292, 2.1: a mailto: or https: address.
  const contact = set.PUBLIC_ORIGIN.startsWith('https:') ? set.PUBLIC_ORIGIN : undefined;
  return { key: set.PUSH_KEY, contact, services: set.PUSH_SERVICES };
}
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
