import { isDeepStrictEqual } from 'node:util';
import type { Page, Request } from 'playwright-core';
import { BETWEEN_SCANS_MS, scan } from './mock-scanner.js';
import {
  findKinds,
  findPresses,
  focusKind,
  openList,
  OVERLAYS,
  overlaysOf,
  press,
  stateOf,
} from './scan-probe.js';

/** Codes that lead nowhere: a shop code, and one that holds the letters of all shortcuts. Both end with Enter. */
const CODES = [']E09501101530003', 'QHUXTSRNPAWCJKEBDFGILMOVYZ?'];
/** A shortcut waits so long for the next key before it acts. */
const SHORTCUT_MS = 200;
/** Longer than a search waits for the next letter. */
const LOOK_AGAIN_MS = 350;

/** A person's page, on which nothing that changes anything reaches the API. */
export class ScanWalk {
  readonly wrong: string[] = [];
  readonly opened = new Set<string>();
  readonly #pressed = new Set<string>();
  readonly #sent: string[] = [];
  readonly #asked = new Set<Request>();
  #scans = 0;
  #lists = 0;

  private constructor(readonly page: Page) {}

  static async on(page: Page): Promise<ScanWalk> {
    const walk = new ScanWalk(page);
    page.on('request', (request) => {
      // The stream of news never ends.
      const accept = request.headers()['accept'] ?? '';
      if (request.url().endsWith('/graphql') && accept !== 'text/event-stream') walk.#asked.add(request);
    });
    for (const ended of ['requestfinished', 'requestfailed'] as const)
      page.on(ended as 'requestfinished', (request) => walk.#asked.delete(request));
    await page.route('**/graphql', (route) => {
      const body = route.request().postData() ?? '';
      if (!/mutation/i.test(body)) return route.continue();
      walk.#sent.push(body);
      return route.abort();
    });
    return walk;
  }

  /** Until what is shown stays as it is: lists come after their headings, and follow what is searched for. */
  async settled(): Promise<void> {
    for (let before = -1, now = 0; now !== before || this.#asked.size > 0;) {
      before = now;
      await this.page.waitForTimeout(LOOK_AGAIN_MS);
      now = await this.page.evaluate(() => document.querySelectorAll('body *').length);
    }
  }

  get scans(): number {
    return this.#scans;
  }

  /** How many lists were open under a scan. */
  get lists(): number {
    return this.#lists;
  }

  /** Scans into one control of each kind in that part of the page, and into its lists when they are open. */
  async scanInto(place: string, within: string): Promise<number> {
    const kinds = await findKinds(this.page, within);
    for (const kind of kinds) {
      if (await focusKind(this.page, kind)) await this.settled();
      await this.#scanAt(`${place}: ${kind}`, kind);
      if (!(await openList(this.page, kind))) continue;
      this.#lists++;
      await this.#scanAt(`${place}: ${kind}, open`, kind);
      await this.page.keyboard.press('Escape');
    }
    return kinds.length;
  }

  async #scanAt(place: string, kind: string): Promise<void> {
    const first = await this.#changedAt(kind);
    if (first === undefined) return;
    if (this.#sent.length > 0) {
      this.wrong.push(`${place}: ${first}`);
      return;
    }
    // What a busy machine showed late was not the scan's doing: what is, happens again.
    await focusKind(this.page, kind);
    await this.settled();
    const again = await this.#changedAt(kind);
    if (again !== undefined) this.wrong.push(`${place}: ${again}`);
  }

  async #changedAt(kind: string): Promise<string | undefined> {
    // Nobody presses a key so soon before or after a scan.
    await this.page.waitForTimeout(BETWEEN_SCANS_MS);
    const before = await stateOf(this.page, kind);
    this.#sent.length = 0;
    await scan(this.page, CODES[this.#scans++ % CODES.length]!);
    await this.page.waitForTimeout(SHORTCUT_MS);
    const after = await stateOf(this.page, kind);
    if (this.#sent.length > 0) return `sent ${this.#sent.join()}`;
    if (!before.focused) return 'never had the focus';
    return isDeepStrictEqual(after, before) ? undefined : differenceOf(before, after);
  }

  /** Presses each button of the screen that this person did not press on another, and scans into whatever it opens. */
  async scanIntoWhatOpens(reopen: () => Promise<void>, within = 'main'): Promise<void> {
    for (;;) {
      const names = await findPresses(this.page, within);
      const index = names.findIndex((name) => !this.#pressed.has(name));
      if (index < 0) return;
      const name = names[index]!;
      this.#pressed.add(name);
      if (!(await press(this.page, index))) continue;
      await this.scanIntoOverlay();
      if (within === 'main') await this.#scanIntoItems(name, reopen);
      await reopen();
    }
  }

  /** What is open above the screen, once it has come: parts of the product are fetched when they are needed. */
  async #overlays(): Promise<string[]> {
    for (let look = 0; look < 8; look++) {
      await this.page.waitForTimeout(100);
      if ((await overlaysOf(this.page)).length === 0) continue;
      await this.settled();
      return overlaysOf(this.page);
    }
    return [];
  }

  /** Scans into what was opened just now, once for all screens that open it. */
  async scanIntoOverlay(): Promise<void> {
    const [overlay] = await this.#overlays();
    if (overlay === undefined || this.opened.has(overlay)) return;
    this.opened.add(overlay);
    await this.scanInto(`“${overlay}”`, OVERLAYS);
  }

  /** Scans into what the items of the open menu open. */
  async #scanIntoItems(menu: string, reopen: () => Promise<void>): Promise<void> {
    const shown = this.page.locator('[role=menu]').locator('visible=true');
    if ((await shown.count()) === 0) return;
    const items = await findPresses(this.page, '[role=menu]');
    for (const index of items.keys()) {
      await reopen();
      const again = (await findPresses(this.page, 'main')).indexOf(menu);
      if (again < 0 || !(await press(this.page, again))) return;
      await this.#overlays();
      await findPresses(this.page, '[role=menu]');
      if (!(await press(this.page, index))) return;
      await shown.waitFor({ state: 'detached' });
      await this.scanIntoOverlay();
    }
  }
}

function differenceOf(before: object, after: object): string {
  const now = Object.entries(after);
  const changed = now.filter(([key, value]) => !isDeepStrictEqual(value, before[key as keyof object]));
  return changed
    .map(([key, value]) => `${key} ${JSON.stringify(before[key as keyof object])} → ${JSON.stringify(value)}`)
    .join('; ');
}
