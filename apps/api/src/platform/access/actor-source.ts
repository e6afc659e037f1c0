import type { Actor } from './actor.js';
import type { Exchange } from './request-of.js';

/** Says who sends a request. Implemented by the module that signs people in. */
export abstract class ActorSource {
  /**
   * @returns the signed-in person, the machine, or null for a stranger. May renew the person's tokens in the answer.
   * @throws DomainError TOO_MANY; UNAUTHENTICATED, PARTY_NOT_ACTIVE of a machine; CSRF for a signed-in request that did not come from our own pages.
   */
  abstract actorOf(exchange: Exchange): Promise<Actor | null>;
}
