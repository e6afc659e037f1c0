import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ConfigError, type Config } from '../../config.js';
import { DomainError } from '../errors/index.js';
import { answerOf, statusOf, toGraphQLError } from '../errors/answer.js';

/** Operations by the SHA-256 of their text, as the build of the portal writes them. */
type OperationList = Record<string, string>;

const DOORS = new Set(['/graphql', '/graphql/stream']);

/**
 * Only what the portal asks is answered: whoever looks for a weak place in the schema has to find it among these
 * operations. Before anything is parsed, and the same for streams.
 */
export async function guardOperations(http: FastifyInstance, config: Config): Promise<void> {
  if (config.operationLists === 'any') return;
  const lists = await Promise.all(config.operationLists.map(readList));
  const listed = new Set(lists.flatMap(Object.keys));
  http.addHook('preHandler', async (request, reply) => {
    if (!DOORS.has(request.routeOptions.url ?? '')) return;
    if (listed.has(hashOf(request)) || (config.clientsAskFreely && isProgram(request))) return;
    const answer = answerOf(
      new DomainError(
        'OPERATION_UNKNOWN',
        'This page is older than the service. Reload it: nothing was changed.',
      ),
    );
    return reply.status(statusOf(answer)).send({ errors: [toGraphQLError(answer).toJSON()] });
  });
}

function hashOf({ body, query }: FastifyRequest): string {
  const { query: text } = (body ?? query ?? {}) as { query?: unknown };
  return createHash('sha256')
    .update(typeof text === 'string' ? text : '')
    .digest('hex');
}

/** A program shows its key, and has no cookies: a browser's session cannot be used this way. */
function isProgram({ headers }: FastifyRequest): boolean {
  return headers.cookie === undefined && /^Bearer \S/i.test(headers.authorization ?? '');
}

/** @throws ConfigError */
async function readList(file: string): Promise<OperationList> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as OperationList;
  } catch {
    const message = `names ${file}, which is no list of operations. Build the portal: npm run build -w @custodia/portal`;
    throw new ConfigError([{ path: ['PORTAL_OPERATIONS'], message }]);
  }
}
