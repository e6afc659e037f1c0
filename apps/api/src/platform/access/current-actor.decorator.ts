import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '../errors/index.js';
import type { Actor } from './actor.js';
import { actorOfRequest, requestOf } from './request-of.js';

/** The signed-in person, as a parameter of a resolver or controller method. */
export const CurrentActor = createParamDecorator(
  async (_: unknown, context: ExecutionContext): Promise<Actor> => {
    const actor = await actorOfRequest(requestOf(context));
    if (!actor) throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
    return actor;
  },
);

/** The same for public operations: null for a stranger. */
export const MaybeActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Promise<Actor | null> => {
    return actorOfRequest(requestOf(context));
  },
);
