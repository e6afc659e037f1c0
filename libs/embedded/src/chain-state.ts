import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { EmbeddedError } from './embedded-error.js';
import { rpc } from './rpc.js';

/**
 * Writes a chain's state to a file whenever the chain has grown, each time as a whole: anvil's own
 * `--state-interval` writes in place, so that a crash leaves half a file, and writes an idle chain as well. The state
 * before it is kept.
 */
export class ChainState {
  private written: string | undefined;

  constructor(
    private readonly url: string,
    private readonly file: string,
  ) {}

  /** Writes the state if a block was mined, or another chain of blocks took over, since the last time. */
  async save(): Promise<void> {
    const head = await rpc<{ hash: string }>(this.url, 'eth_getBlockByNumber', ['latest', false]);
    if (head.hash === this.written) return;
    const dump = await rpc<string>(this.url, 'anvil_dumpState');
    try {
      replaceFile(this.file, gunzipSync(Buffer.from(dump.slice(2), 'hex')));
    } catch (cause) {
      throw new EmbeddedError(
        isDiskFull(cause) ? 'DISK_FULL' : 'DATA_FOLDER_FORBIDDEN',
        `The embedded chain cannot be saved to ${this.file} (${String(cause)}). ` +
          'Blocks since the last save are lost if it stops now. Free some space, or make the folder writable.',
        { cause },
      );
    }
    this.written = head.hash;
  }
}

function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
}

/** Where the state before the newest one is: to fall back on where the newest cannot be read. */
function previousOf(file: string): string {
  return `${file}.previous`;
}

/** The states that were saved, the newest first. */
export function savedStates(file: string): string[] {
  return [file, previousOf(file)].filter((path) => existsSync(path));
}

function replaceFile(file: string, content: Buffer): void {
  const unfinished = `${file}.unfinished`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  try {
    for (let offset = 0; offset < content.length;) offset += writeSync(descriptor, content, offset);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  if (existsSync(file)) renameSync(file, previousOf(file));
  renameSync(unfinished, file);
}
