import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

/** The HTTP request behind a GraphQL operation or a controller call. */
export function requestOf(context: ExecutionContext): FastifyRequest {
  return context.getType<string>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<{ req: FastifyRequest }>().req
    : context.switchToHttp().getRequest<FastifyRequest>();
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
