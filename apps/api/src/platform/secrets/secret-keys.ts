import { hkdfSync } from 'node:crypto';
import type { Config } from '../../config.js';

type Secrets = Pick<Config, 'secretKey' | 'previousSecretKey'>;

/** The key that is used now, and, while the node changes over, the one before, which still opens and checks. */
export type SecretKeys = readonly [Buffer, ...Buffer[]];

/** The node's secret itself. */
export function secretKeys({ secretKey, previousSecretKey }: Secrets): SecretKeys {
  return previousSecretKey ? [secretKey, previousSecretKey] : [secretKey];
}

/** Keys for one purpose, made of the node's secret. */
export function secretKeysFor(secrets: Secrets, purpose: string): SecretKeys {
  const [newest, ...older] = secretKeys(secrets).map((key) =>
    Buffer.from(hkdfSync('sha256', key, '', purpose, 32)),
  );
  return [newest!, ...older];
}

/** Opens with the first of the keys that does. @throws what the newest key says, where none does */
export function openWithAny<T>([newest, ...older]: SecretKeys, open: (key: Buffer) => T): T {
  try {
    return open(newest);
  } catch (error) {
    for (const key of older) {
      try {
        return open(key);
      } catch {
        continue; // neither: what the newest key says is what counts
      }
    }
    throw error;
  }
}
