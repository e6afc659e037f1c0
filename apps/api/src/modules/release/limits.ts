import { RELEASE_LIMITS, type ReleaseLimits } from '@custodia/vault';
import type { NodeConfig } from '../../config.js';

/** What a node goes by when it decides. */
export class Limits implements ReleaseLimits {
  readonly headAge: number;
  readonly requestAge = RELEASE_LIMITS.requestAge;
  readonly entries = RELEASE_LIMITS.entries;

  constructor({ headAge }: Pick<NodeConfig, 'headAge'>) {
    this.headAge = headAge;
  }
}
