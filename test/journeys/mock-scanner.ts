import { emulateScanner, type EmulatedScanner } from '@custodia/gs1';
import type { Page } from 'playwright-core';

const ALT = 1;
const CONTROL = 2;
const SHIFT = 8;

/** Types a code as a keyboard scanner does: real key events, a few milliseconds apart. */
export async function scan(
  page: Page,
  text: string,
  scanner: EmulatedScanner = { end: 'Enter' },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const start = Date.now();
  const sent = emulateScanner(text, scanner).flatMap(({ code, key, shift, altgr, ctrl, alt, t }) => {
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
}
