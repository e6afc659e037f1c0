import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { EmbeddedError } from './embedded-error.js';

const LOOPBACK = '127.0.0.1';

/**
 * Below the ports that systems give out by themselves (Linux from 32768 on): between the moment that one of these is
 * found free and the moment that a program listens there, no other program gets it unasked. Those from 20000 on are
 * left to the tests that choose for the whole product.
 */
const CHOSEN = { first: 12_000, count: 8_000 };

let next = randomInt(CHOSEN.count);

/** A port that was free a moment ago, and that this program was not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = CHOSEN.first + next;
    next = (next + 1) % CHOSEN.count;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch (error) {
    if (isCode(error, 'EADDRINUSE')) return false;
    throw error;
  }
}

/**
 * @param part who wants it, as people call it
 * @param host the address to listen on. Default: the loopback address
 * @throws EmbeddedError PORT_TAKEN when another program listens there
 */
export async function assertPortIsFree(port: number, part: string, host = LOOPBACK): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (cause) {
    if (isCode(cause, 'EADDRINUSE')) throw portTaken(port, part, cause);
    throw new EmbeddedError(
      'PORT_FORBIDDEN',
      `${part} may not listen on ${host}, port ${port} (${String(cause)}). Choose another one: ports below 1024 are for root.`,
      { cause },
    );
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export function portTaken(port: number, part: string, cause?: unknown): EmbeddedError {
  return new EmbeddedError(
    'PORT_TAKEN',
    `${part} cannot use port ${port}: another program has it. Stop that program, or choose another port.`,
    { cause },
  );
}

function listenOnce(port: number, host = LOOPBACK): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
