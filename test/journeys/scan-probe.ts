import type { Page } from 'playwright-core';

/** What may have the focus, one of each kind on a screen. */
const FOCUSABLE =
  'button, a[href], input, textarea, select, summary, [contenteditable=true], [role=tab], [role=radio], [role=checkbox], [role=switch], [role=slider], [role=menuitem], [role=option], [tabindex="0"]';

/** What lies above a screen when it is open. */
export const OVERLAYS = '[role=dialog], [role=menu], [role=listbox], .mantine-Popover-dropdown';

/** What a scan could change on a screen beside its own answer. */
export interface ScreenState {
  readonly path: string;
  readonly open: number;
  readonly fields: readonly string[];
  readonly switches: string;
  readonly focused: boolean;
  readonly caret: readonly (number | null)[];
}

interface Probes {
  kinds: Map<string, HTMLElement>;
  presses: HTMLElement[];
}
type Scope = Window & Probes;

/** Finds one element of each kind that a person could have put the focus on, in a part of the page; gives the names of the kinds. */
export function findKinds(page: Page, within: string): Promise<string[]> {
  return page.evaluate(
    ([selector, part]) => {
      const kinds: Probes['kinds'] = new Map();
      const roots = [...document.querySelectorAll(part)];
      for (const element of roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)])) {
        const hidden = !element.checkVisibility() || element.closest('[aria-hidden=true], nextjs-portal');
        if (hidden || element.matches(':disabled')) continue;
        const { tagName } = element;
        const isInput = tagName === 'INPUT';
        const type = isInput ? element.getAttribute('type') : null;
        const input = isInput ? element.getAttribute('inputmode') : null;
        const kind = [tagName.toLowerCase(), type, input, element.getAttribute('role'), element.ariaHasPopup]
          .filter(Boolean)
          .join(' ');
        if (!kinds.has(kind)) kinds.set(kind, element);
      }
      (window as unknown as Scope).kinds = kinds;
      return [...kinds.keys()];
    },
    [FOCUSABLE, within] as const,
  );
}

/**
 * Puts the focus on the element of that kind, the caret into the middle of what is written there; true where something had to
 * be written first.
 */
export function focusKind(page: Page, kind: string): Promise<boolean> {
  return page.evaluate((name) => {
    const element = (window as unknown as Scope).kinds.get(name)!;
    element.focus();
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    if (
      !isField ||
      element.readOnly ||
      !/^(?:text|search|number|password|email|tel|textarea|)$/.test(element.type)
    )
      return false;
    const writes = element.value === '';
    // Lists that follow what is written have something to offer for amoxicillin.
    const text = element.ariaHasPopup === 'listbox' ? 'amo' : '12345';
    if (writes) document.execCommand('insertText', false, text);
    // The boxes of a PIN pass the focus on with each digit.
    element.focus();
    if (element.selectionStart !== null && element.value.length > 2) element.setSelectionRange(1, 2);
    return writes;
  }, kind);
}

export function stateOf(page: Page, kind: string): Promise<ScreenState> {
  return page.evaluate(
    ([name, overlays]) => {
      const element = (window as unknown as Scope).kinds.get(name)!;
      const caret =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? [element.selectionStart, element.selectionEnd]
          : [];
      const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
      const marks = ['aria-expanded', 'aria-checked', 'aria-pressed', 'aria-selected'];
      return {
        path: location.pathname + location.search,
        open: all(`${overlays}, details[open]`).filter((one) => one.checkVisibility()).length,
        fields: all('input, textarea, select').map((field) => {
          const { value, checked } = field as HTMLInputElement;
          return `${value} ${checked}`;
        }),
        switches: all(marks.map((mark) => `[${mark}]`).join())
          .map((one) => marks.map((mark) => one.getAttribute(mark)).join(' '))
          .join('\n'),
        // What was there may have been drawn anew by live news; the focus is then nobody's.
        focused: document.activeElement === element || !element.isConnected,
        caret,
      };
    },
    [kind, OVERLAYS] as const,
  );
}

/** So long a list is looked for: one with nothing to offer never opens. */
const LOOKS = 20;

/** Opens the list of the field of that kind, where it has one that does not open by itself. */
export async function openList(page: Page, kind: string): Promise<boolean> {
  const hasList = await page.evaluate((name) => {
    const element = (window as unknown as Scope).kinds.get(name)!;
    if (!element.isConnected || element.ariaHasPopup !== 'listbox') return false;
    element.click();
    return true;
  }, kind);
  if (!hasList) return false;
  const shown = page.locator('[role=listbox]').locator('visible=true');
  for (let look = 0; look < LOOKS && (await shown.count()) === 0; look++) await page.waitForTimeout(100);
  return (await shown.count()) > 0;
}

/** The buttons in a part of the page that might open something; gives their names, digits left out. */
export function findPresses(page: Page, within: string): Promise<string[]> {
  return page.evaluate((part) => {
    const presses = [...document.querySelectorAll<HTMLElement>(part)].flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>('button:not([type=submit]), [role=menuitem]'),
    ]);
    const usable = presses.filter(
      (one) =>
        one.checkVisibility() &&
        !one.matches(':disabled, [data-disabled], [role=tab], [role=radio], [role=option], [role=switch]') &&
        // Of the rows of a list the first will do.
        !one.closest(
          '[aria-hidden=true], nextjs-portal, a[href], tr:not(:first-child), main li:not(:first-child)',
        ),
    );
    (window as unknown as Scope).presses = usable;
    return usable.map((one) =>
      (one.ariaLabel ?? one.textContent ?? '').trim().replaceAll(/\d+/g, '#').slice(0, 40),
    );
  }, within);
}

/** Presses the button; false where it is gone by now. */
export function press(page: Page, index: number): Promise<boolean> {
  return page.evaluate((at) => {
    const element = (window as unknown as Scope).presses[at];
    if (!element?.isConnected) return false;
    element.focus();
    element.click();
    return true;
  }, index);
}

/** What is open above the screen: its title, or how it begins. */
export function overlaysOf(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const open = [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility());
    return open.map((one) => {
      const title = one.getAttribute('aria-labelledby');
      const named = title === null ? null : document.getElementById(title);
      const text = named && one.matches('[role=dialog]') ? named : one;
      return (text.textContent ?? '').trim().replaceAll(/\d+/g, '#').slice(0, 40);
    });
  }, OVERLAYS);
}
