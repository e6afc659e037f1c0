import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.js';
import { answerOf, statusOf } from '../errors/answer.js';
import { withRequestId } from './request-id.js';
import { rateOf, TokenBuckets } from './token-buckets.js';
import { tooMany } from './too-many.js';

/** What stands before every door: limits of rate, and headers that tell browsers what an answer may not do. */
export function guardDoors(http: FastifyInstance, config: Config): void {
  const bySession = new TokenBuckets(rateOf(config.rateLimitPerSession));
  const byAddress = new TokenBuckets(rateOf(config.rateLimitPerAddress));
  http.addHook('onRequest', (request, _reply, done) => withRequestId(request.id, done));
  http.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    const now = Date.now();
    const session = sessionOf(request);
    const wait = Math.max(
      byAddress.take(request.ip, now),
      session === undefined ? 0 : bySession.take(session, now),
    );
    if (wait > 0) return refuse(reply, wait);
  });
  const secure = config.publicOrigin.startsWith('https:');
  http.addHook('onSend', async (_request, reply, payload) => {
    for (const [name, value] of Object.entries(HEADERS))
      if (!reply.hasHeader(name)) void reply.header(name, value);
    if (secure) void reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    return payload;
  });
}

/** An answer of the API is never a page: nothing in it may run, be framed, guessed at or kept. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** The session's id is the beginning of its token: it need not be valid to be counted. */
function sessionOf({ headers }: FastifyRequest): string | undefined {
  return /(?:^|; )(?:__Host-)?custodia_access=([\w-]{21})/.exec(headers.cookie ?? '')?.[1];
}

async function refuse(reply: FastifyReply, wait: number): Promise<FastifyReply> {
  const answer = answerOf(tooMany(reply, wait));
  return reply.status(statusOf(answer)).send(answer);
}
