import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import type { MarketCode } from '../../platform/access/index.js';
import { MARKETS, type MarketProfile } from './markets.js';

/** The market profiles as this node has them: what the law says, and what its operator set besides. */
@Injectable()
export class MarketProfiles {
  readonly all: readonly MarketProfile[];

  constructor(config: Config) {
    this.all = Object.values(MARKETS).map((profile) => ({ ...profile, ...config.ownRepeats[profile.code] }));
  }

  of(market: MarketCode): MarketProfile {
    return this.all.find(({ code }) => code === market) ?? MARKETS[market];
  }
}
