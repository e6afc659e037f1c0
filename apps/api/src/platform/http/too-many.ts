import type { FastifyReply } from 'fastify';
import { DomainError } from '../errors/index.js';

/** What somebody is told who has to wait; so is the client, by the header. */
export function tooMany(reply: FastifyReply, wait: number, whose = ''): DomainError {
  void reply.header('retry-after', String(wait));
  return new DomainError('TOO_MANY', `Too many requests${whose}. Try again in ${wait} seconds.`, {
    retryAfterSeconds: wait,
  });
}
