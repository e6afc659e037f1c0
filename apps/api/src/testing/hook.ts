import { createServer, globalAgent } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './self-signed.js';

/** What a receiver got. */
export interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A receiver of webhooks on this machine, behind TLS that this process trusts until it is closed. */
export interface Hook {
  readonly port: number;
  readonly received: Received[];
  /** Connections, those without a request included. */
  connections: number;
  /** How it answers. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function openHook(): Promise<Hook> {
  const { key, cert } = selfSigned();
  const server = createServer({ key, cert });
  const known = globalAgent.options.ca;
  globalAgent.options.ca = [...(Array.isArray(known) ? known : []), cert];
  const hook: Hook = {
    port: 0,
    received: [],
    connections: 0,
    answer: (response) => void response.writeHead(204).end(),
    close: async () => {
      globalAgent.options.ca = known;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on('connection', () => hook.connections++);
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      hook.received.push({
        path: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      hook.answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(hook, { port: (server.address() as AddressInfo).port });
}
