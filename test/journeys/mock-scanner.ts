import { emulateScanner, type EmulatedScanner, type Stroke } from '@custodia/gs1';
import type { CDPSession, Page } from 'playwright-core';

const ALT = 1;
const CONTROL = 2;
const SHIFT = 8;

/** Nobody presses a key so soon before a scan, and no scanner sends two codes so close together. */
export const BETWEEN_SCANS_MS = 400;
/** Longer than keys stay the scanner's after its last one: SAFE_DISTANCE_MS of the portal's scanner clock. */
export const AFTER_A_SCAN_MS = 550;

/** When the last key of a scan came, by page. */
const lastKeys = new WeakMap<Page, number>();

/** Until so much time has passed since the last key of a scan; at once where there was none. */
export async function quiet(page: Page, ms: number): Promise<void> {
  await page.waitForTimeout(Math.max(0, (lastKeys.get(page) ?? 0) + ms - Date.now()));
}

/** Types a code as a keyboard scanner does: real key events, a few milliseconds apart. */
export async function scan(
  page: Page,
  text: string,
  scanner: EmulatedScanner = { end: 'Enter' },
): Promise<void> {
  await play(page, emulateScanner(text, scanner));
}

/** Sends key presses as the operating system would. */
export async function play(page: Page, strokes: readonly Stroke[]): Promise<void> {
  await setLocks(page, strokes);
  const session = await page.context().newCDPSession(page);
  const skew = await skewOf(page, session);
  const begun = Date.now();
  const start = begun - skew;
  const sent = strokes.flatMap(({ code, key, shift, altgr, ctrl, alt, t }) => {
    const modifiers = (alt || altgr ? ALT : 0) | (ctrl || altgr ? CONTROL : 0) | (shift ? SHIFT : 0);
    const types = [...key].length === 1 && (altgr || !(ctrl || alt));
    const typed = key === 'Enter' ? '\r' : types ? key : undefined;
    // The scanner's own times: a busy machine hands the keys on late, and would make a slow typist of it.
    const press = { code, key, modifiers, timestamp: (start + t) / 1000 };
    return [
      session.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        ...press,
        ...(typed ? { text: typed } : {}),
      }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
  // The keys arrive at once, with the scanner's times: until those have passed, what follows would lie within the scan.
  const takes = Math.max(0, ...strokes.map(({ t }) => t));
  await page.waitForTimeout(Math.max(0, begun + takes - Date.now()));
  lastKeys.set(page, Math.max(Date.now(), begun + takes));
}

/** How far the times of the debugging protocol are ahead of the page's: two clocks that run apart. */
async function skewOf(page: Page, session: CDPSession): Promise<number> {
  await page.evaluate(() => {
    const skew = new Promise<number>((resolve) =>
      window.addEventListener('keyup', ({ timeStamp }) => resolve(timeStamp - performance.now()), {
        once: true,
        capture: true,
      }),
    );
    Object.assign(window, { skew });
  });
  const timestamp = Date.now() / 1000;
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', code: 'F13', key: 'F13', timestamp });
  return page.evaluate(() => (window as unknown as { skew: Promise<number> }).skew);
}

/**
 * The debugging protocol sends real key events, but knows neither Caps Lock nor AltGr: what the events would say of them is
 * answered for it, as the keyboard's own state.
 */
async function setLocks(page: Page, strokes: readonly Stroke[]): Promise<void> {
  const caps = strokes.some((stroke) => stroke.caps);
  await page.evaluate(
    (locks) => {
      const scope = window as unknown as { locks?: typeof locks };
      const first = scope.locks === undefined;
      scope.locks = locks;
      if (!first) return;
      const own = KeyboardEvent.prototype.getModifierState;
      KeyboardEvent.prototype.getModifierState = function (this: KeyboardEvent, name: string) {
        if (!this.isTrusted) return own.call(this, name);
        if (name === 'CapsLock') return scope.locks?.caps ?? false;
        // As on Windows, where AltGr comes as Ctrl and Alt.
        if (name === 'AltGraph') return this.ctrlKey && this.altKey;
        return own.call(this, name);
      };
    },
    { caps },
  );
}
