import { createHmac } from 'node:crypto';
import type { Config } from '../../config.js';
import { secretKeysFor, type SecretKeys } from '../secrets/secret-keys.js';
import { hashOfJson } from './json.js';

/**
 * By which an input is known again that is not kept. What people write about patients is among inputs, and short: without
 * the node's secret, whoever reads the database can neither guess it nor see that two are alike.
 */
export class InputPrints {
  readonly #keys: SecretKeys;

  constructor(config: Config) {
    this.#keys = secretKeysFor(config, 'custodia/idempotency/v1');
  }

  /** @returns the one to keep; then those that it had under the secret before. */
  of(input: unknown): readonly [Buffer, ...Buffer[]] {
    const hash = hashOfJson(input);
    const [newest, ...older] = this.#keys.map((key) => createHmac('sha256', key).update(hash).digest());
    return [newest!, ...older];
  }
}
