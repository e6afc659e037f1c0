import type { FastifyRequest } from 'fastify';
import { deviceOf, shortAddress, type Seen } from './seen.rules.js';

/** What a request shows of where it comes from. */
export function seenIn({ headers, ip }: FastifyRequest): Seen {
  return { device: deviceOf(headers['user-agent']), address: shortAddress(ip) };
}
