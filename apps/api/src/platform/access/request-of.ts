import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

/** A request and its answer under way. */
export interface Exchange {
  readonly req: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The HTTP exchange behind a GraphQL operation or a controller call. */
export function exchangeOf(context: ExecutionContext): Exchange {
  if (context.getType<string>() === 'graphql')
    return GqlExecutionContext.create(context).getContext<Exchange>();
  const http = context.switchToHttp();
  return { req: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
}

const ACTORS = new WeakMap<FastifyRequest, Promise<Actor | null>>();

/** One request has one actor, however many fields it asks for. */
export function rememberActor(
  request: FastifyRequest,
  find: () => Promise<Actor | null>,
): Promise<Actor | null> {
  const known = ACTORS.get(request);
  if (known) return known;
  const found = find();
  ACTORS.set(request, found);
  return found;
}

/** The actor that the guard has found for the request. */
export async function actorOfRequest(request: FastifyRequest): Promise<Actor | null> {
  return (await ACTORS.get(request)) ?? null;
}
