import { createServer } from 'node:net';
import { EmbeddedError } from './embedded-error.js';

const LOOPBACK = '127.0.0.1';

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/** @throws EmbeddedError PORT_TAKEN when another program listens on this port of the loopback address. */
export async function assertPortIsFree(port: number, part: string): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    throw portTaken(port, part, error);
  }
}

export function portTaken(port: number, part: string, cause?: unknown): EmbeddedError {
  return new EmbeddedError(
    'PORT_TAKEN',
    `${part} cannot use port ${port}: another program has it. Stop that program, or choose another port.`,
    { cause },
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
