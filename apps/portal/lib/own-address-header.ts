import { IncomingMessage, Server } from 'node:http';
import { clientAddress, readProxies } from './client-address';
import { env } from './env';

const HEADER = 'x-forwarded-for';

/**
 * Replaces what a client says of its own address by what is true, before anything reads it. The server belongs to
 * Next.js, which lets that header through and does not tell its handlers who is connected: so it is done where Node.js
 * hands a request over.
 */
export function writeOwnAddressHeader(): void {
  const proxies = readProxies(env.trustedProxies);
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string, ...given: unknown[]): boolean {
    const [request] = given;
    if (event === 'request' && request instanceof IncomingMessage) {
      const claimed = [request.headers[HEADER] ?? []].flat().join(',');
      request.headers[HEADER] = clientAddress(request.socket.remoteAddress ?? '', claimed, proxies);
    }
    return Reflect.apply(emit, this, [event, ...given]) as boolean;
  };
}
