import { SerialCommitments } from '@custodia/merkle';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { PAGE_SIZE, pageRoot } from './serial-page.js';

/** Pages to hash, for the thread. */
export interface HashOrder {
  readonly id: number;
  readonly secret: Uint8Array;
  readonly firstPage: number;
  readonly pages: readonly (readonly string[])[];
}

export interface HashAnswer {
  readonly id: number;
  readonly subtrees: readonly Uint8Array[];
}

/** Fewer pages are hashed sooner than handed over. */
const WORTH_A_THREAD = 32;
/** The thread waits so long for more; then it ends. */
const IDLE_MS = 30_000;

/** Tests and `npm run dev` run the sources. */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const FROM_SOURCES = ['--conditions=custodia-source', '--import', '@swc-node/register/esm-register'];

interface Waiting {
  readonly done: (subtrees: readonly Uint8Array[]) => void;
  readonly failed: (error: Error) => void;
}

/** Hashes pages of serials beside the thread that answers scans: a million of them are seconds of work. */
@Injectable()
export class PageHasher implements OnModuleDestroy {
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #orders = 0;

  /** @returns the hash over each page; the first page has the given number */
  async hash(
    secret: Uint8Array,
    firstPage: number,
    pages: readonly (readonly string[])[],
  ): Promise<readonly Uint8Array[]> {
    if (pages.length < WORTH_A_THREAD) {
      const commitments = new SerialCommitments(secret);
      return pages.map((page, n) => pageRoot(commitments, (firstPage + n) * PAGE_SIZE, page));
    }
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= this.start());
    try {
      return await new Promise((done, failed) => {
        const id = ++this.#orders;
        this.#waiting.set(id, { done, failed });
        const order: HashOrder = { id, secret, firstPage, pages };
        thread.postMessage(order);
      });
    } finally {
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.end(), IDLE_MS).unref();
    }
  }

  onModuleDestroy(): Promise<void> {
    clearTimeout(this.#idle);
    return this.end();
  }

  private start(): Worker {
    const file = new URL(`./page-hasher.thread.${IS_SOURCE ? 'ts' : 'js'}`, import.meta.url);
    const thread = new Worker(file, IS_SOURCE ? { execArgv: FROM_SOURCES } : {});
    thread.unref();
    thread.on('message', ({ id, subtrees }: HashAnswer) => {
      this.#waiting.get(id)?.done(subtrees);
      this.#waiting.delete(id);
    });
    thread.on('error', (error: Error) => this.lose(thread, error));
    thread.on('exit', () => this.lose(thread, new Error('The hashing thread has ended.')));
    return thread;
  }

  private lose(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
  }

  private async end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    // The compiler in it (@swc/core 1.16) brings the process down when its thread ends; idle, it costs nothing.
    if (!IS_SOURCE) await thread?.terminate();
  }
}
