import { freePort } from '@custodia/embedded';
import { connect, createServer, type Socket } from 'node:net';

export interface CutWire {
  readonly url: string;
  /** Nothing listens there any more, and what was under way breaks off. */
  cut(): Promise<void>;
  /** Listens again, at the same place. */
  mend(): Promise<void>;
}

/** A wire to a server that can be cut: while it is, nobody is there at all. */
export async function cutWire(to: string): Promise<CutWire> {
  const { hostname, port } = new URL(to);
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  // One that nobody else gets while the wire is cut.
  const own = await freePort();
  const listen = () => new Promise<void>((done) => server.listen(own, '127.0.0.1', done));
  await listen();
  return {
    url: `http://127.0.0.1:${own}`,
    async cut() {
      if (!server.listening) return;
      const closed = new Promise((done) => server.close(done));
      for (const end of ends) end.destroy();
      await closed;
    },
    async mend() {
      if (!server.listening) await listen();
    },
  };
}
