import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '../errors/index.js';
import type { Actor } from './actor.js';
import { actorOfRequest, exchangeOf, type Exchange } from './request-of.js';

/** The signed-in person, as a parameter of a resolver or controller method. */
export const CurrentActor = createParamDecorator(
  async (_: unknown, context: ExecutionContext): Promise<Actor> => {
    const actor = await actorOfRequest(exchangeOf(context).req);
    if (!actor) throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
    return actor;
  },
);

/** The same for public operations: null for a stranger. */
export const MaybeActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Promise<Actor | null> => {
    return actorOfRequest(exchangeOf(context).req);
  },
);

/** Request and answer, for the few operations that read or set cookies. */
export const CurrentExchange = createParamDecorator((_: unknown, context: ExecutionContext): Exchange => {
  return exchangeOf(context);
});
