import type { Page } from 'playwright-core';

/** What may have the focus, one of each kind on a screen. */
const FOCUSABLE =
  'button, a[href], input, textarea, select, summary, [role=tab], [role=radio], [role=checkbox], [role=switch], [role=slider], [role=menuitem], [role=option], [tabindex="0"]';

/** What a scan could change on a screen beside its own answer. */
export interface ScreenState {
  readonly path: string;
  readonly open: number;
  readonly fields: readonly string[];
  readonly switches: string;
  readonly focused: boolean;
  readonly caret: readonly (number | null)[];
}

/** Finds one element of each kind that a person could have put the focus on, in a part of the page; gives the names of the kinds. */
export function findKinds(page: Page, within = 'body'): Promise<string[]> {
  return page.evaluate(
    ([selector, part]) => {
      const kinds = new Map<string, Element>();
      const roots = [...document.querySelectorAll(part)];
      for (const element of roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)])) {
        const hidden = !element.checkVisibility() || element.closest('[aria-hidden=true], nextjs-portal');
        if (hidden || element.matches(':disabled')) continue;
        const { tagName } = element;
        const type = tagName === 'INPUT' ? element.getAttribute('type') : null;
        const kind = [tagName.toLowerCase(), type, element.getAttribute('role'), element.ariaHasPopup]
          .filter(Boolean)
          .join(' ');
        if (!kinds.has(kind)) kinds.set(kind, element);
      }
      (window as unknown as { kinds: typeof kinds }).kinds = kinds;
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
    const element = (window as unknown as { kinds: Map<string, HTMLElement> }).kinds.get(name)!;
    element.focus();
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    if (!isField || element.readOnly || !/^(?:text|search|number|password|tel|)$/.test(element.type))
      return false;
    const writes = element.value === '';
    if (writes) document.execCommand('insertText', false, '12345');
    if (element.selectionStart !== null) element.setSelectionRange(1, 2);
    return writes;
  }, kind);
}

export function stateOf(page: Page, kind: string): Promise<ScreenState> {
  return page.evaluate((name) => {
    const element = (window as unknown as { kinds: Map<string, HTMLElement> }).kinds.get(name)!;
    const caret =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? [element.selectionStart, element.selectionEnd]
        : [];
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    return {
      path: location.pathname + location.search,
      open: all('[role=dialog], [role=menu], [role=listbox], details[open]').filter((one) =>
        one.checkVisibility(),
      ).length,
      fields: all('input, textarea, select').map((field) => {
        const { value, checked } = field as HTMLInputElement;
        return `${value} ${checked}`;
      }),
      switches: all('[aria-expanded], [aria-checked], [aria-pressed], [aria-selected]')
        .map((one) =>
          ['aria-expanded', 'aria-checked', 'aria-pressed', 'aria-selected']
            .map((attribute) => one.getAttribute(attribute))
            .join(' '),
        )
        .join('\n'),
      // What was there may have been drawn anew by live news; the focus is then nobody's.
      focused: document.activeElement === element || !element.isConnected,
      caret,
    };
  }, kind);
}
