export { AccessGuard } from './access.guard.js';
export { ActorSource } from './actor-source.js';
export {
  NO_COUNTRY,
  NO_PARTY,
  NO_SITE,
  isSystem,
  systemActor,
  type Actor,
  type Author,
  MARKET_CODES,
  type MarketCode,
  type SystemActor,
} from './actor.js';
export { BEFORE_SECOND_FACTOR, BeforeSecondFactor } from './before-second-factor.decorator.js';
export { FRESH, Fresh } from './fresh.decorator.js';
export { ALLOWANCE, Allow, type Allowance } from './allow.decorator.js';
export { CurrentActor, CurrentExchange, MaybeActor } from './current-actor.decorator.js';
export type { Exchange } from './request-of.js';
