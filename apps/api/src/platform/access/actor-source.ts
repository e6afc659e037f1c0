import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

/** Says who sends a request. Implemented by the module that signs people in. */
export abstract class ActorSource {
  /**
   * @returns the signed-in person, or null for a stranger.
   * @throws DomainError CSRF for a signed-in request that did not come from our own pages.
   */
  abstract actorOf(request: FastifyRequest): Promise<Actor | null>;
}
