import argon2 from '@node-rs/argon2';
import { normal } from './secret.rules.js';

// OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, 2 passes, 1 lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords longer than this are not even hashed: hashing a megabyte would be a way to keep us busy. */
const LONGEST = 1_000;

let nobody: Promise<string> | undefined;

export function hashSecret(secret: string): Promise<string> {
  return argon2.hash(normal(secret), COST);
}

/** Takes as long for a user or a PIN that does not exist (`stored` null): time tells nothing. */
export async function secretMatches(stored: string | null, secret: string): Promise<boolean> {
  nobody ??= hashSecret('nobody has this password');
  const matches = await argon2.verify(stored ?? (await nobody), normal(secret.slice(0, LONGEST)));
  return matches && stored !== null && secret.length <= LONGEST;
}
