import type { Page, Request } from 'playwright-core';

const BUSY = '[aria-busy=true], .mantine-Skeleton-root[data-visible]';
const LOOK_AGAIN_MS = 20;

/**
 * Knows when a page has come to rest: nothing is marked as busy, nothing is being fetched, and what was fetched last has
 * made the page fetch nothing more. The stream of news, which never ends, does not count.
 */
export class Calm {
  readonly #asked = new Set<Request>();
  #begun = 0;

  constructor(private readonly page: Page) {
    page.on('request', (request) => {
      if (isStream(request)) return;
      this.#begun++;
      this.#asked.add(request);
    });
    for (const ended of ['requestfinished', 'requestfailed'] as const)
      page.on(ended as 'requestfinished', (request) => this.#asked.delete(request));
  }

  async comes(): Promise<void> {
    for (let begun = -1; begun !== this.#begun || this.#asked.size > 0;) {
      begun = this.#begun;
      await this.page.waitForFunction((busy) => !document.querySelector(busy), BUSY);
      if (this.#asked.size > 0) await this.page.waitForTimeout(LOOK_AGAIN_MS);
      // What an answer changes is drawn, and asks for what it needs, within two frames.
      else await this.page.evaluate(twoFrames);
    }
  }
}

function isStream(request: Request): boolean {
  return request.headers()['accept'] === 'text/event-stream';
}

/** Runs in the page. */
function twoFrames(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}
