import { RELEASE_LIMITS, type ReleaseLimits } from '@custodia/vault';
import type { NodeConfig } from '../../config.js';

/** What a node goes by when it decides. */
export class Limits implements ReleaseLimits {
  readonly headAge: number;
  readonly awayAge = RELEASE_LIMITS.awayAge;
  readonly requestAge = RELEASE_LIMITS.requestAge;
  readonly entries = RELEASE_LIMITS.entries;
  /** Seconds without any answer after which the ledger counts as away. */
  readonly silence = 60;
  /** Emergencies that one party may open within an hour while the ledger is away. */
  readonly awayEmergencies = 5;

  constructor({ headAge }: Pick<NodeConfig, 'headAge'>) {
    this.headAge = headAge;
  }
}
