import { lookup } from 'node:dns';
import { request } from 'node:https';
import { isIP, type BlockList, type LookupFunction } from 'node:net';
import { hostOf, mayReach } from './reach.rules.js';

/** Why nothing was sent, as far as it is anybody's business outside. */
export const POST_FAILURES = [
  'ADDRESS_NOT_PUBLIC',
  'NAME_UNKNOWN',
  'NO_ANSWER',
  'TLS',
  'REDIRECT',
  'REFUSED',
  'RECEIVER_GONE',
] as const;
export type PostFailure = (typeof POST_FAILURES)[number];

/** How it ended. */
export interface Posted {
  readonly failure: PostFailure | null;
  /** What was answered; null where nobody did. */
  readonly status: number | null;
}

/** What a connection needs to know of the network it goes into. */
export interface Reach {
  /** Networks of one's own that may be reached all the same. */
  readonly inside: BlockList;
  readonly timeoutMs: number;
  /** Default: the system's. */
  readonly resolve?: Resolve;
}

/** `dns.lookup` for all addresses of a name. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true },
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: { readonly address: string; readonly family: number }[],
  ) => void,
) => void;

class NotReachable extends Error {}

/**
 * Sends a body to an address that somebody else has chosen. The name is resolved once, by this connection, and the
 * connection goes to what was checked: a name that leads elsewhere the next time leads nowhere. Redirections are not
 * followed, and of the answer nothing is read but its status.
 */
export function guardedPost(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  reach: Reach,
): Promise<Posted> {
  const host = hostOf(url);
  // A connection to an address asks no resolver, so that the check of names would not see it.
  if (isIP(host) && !mayReach(host, reach.inside)) return Promise.resolve(failed('ADDRESS_NOT_PUBLIC'));
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(reach.timeoutMs);
    const sent = request(url, {
      method: 'POST',
      headers: {
        'user-agent': 'Custodia-Webhook/1',
        ...(body !== '' && { 'content-type': 'application/json' }),
        ...headers,
        'content-length': Buffer.byteLength(body),
        connection: 'close',
      },
      lookup: guardedLookup(reach),
      signal,
      maxHeaderSize: 8_192,
    });
    sent.on('response', (response) => {
      response.destroy();
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve({ failure: null, status });
      else resolve({ failure: failureOfStatus(status), status });
    });
    sent.on('error', (error) => resolve(failed(failureOf(error))));
    sent.end(body);
  });
}

/** One address of a name that may not be reached is enough to refuse the name. */
function guardedLookup({ inside, resolve = lookup }: Reach): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => !mayReach(address, inside)))
        return callback(new NotReachable(), '');
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function failed(failure: PostFailure): Posted {
  return { failure, status: null };
}

function failureOfStatus(status: number): PostFailure {
  if (status >= 300 && status < 400) return 'REDIRECT';
  // Gone: whoever answers so wants nothing more (RFC 9110, 15.5.11).
  return status === 410 ? 'RECEIVER_GONE' : 'REFUSED';
}

function failureOf(error: Error & { code?: string }): PostFailure {
  if (error instanceof NotReachable) return 'ADDRESS_NOT_PUBLIC';
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'NAME_UNKNOWN';
  const isOfTls = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(error.code ?? '');
  return isOfTls ? 'TLS' : 'NO_ANSWER';
}
