import type { Page } from 'playwright-core';

export interface TabWalk {
  /** Controls that Tab never came to. */
  readonly unreached: string[];
  /** Controls that looked the same with the focus on them as without, or lay out of sight. */
  readonly unseen: string[];
  /** Tab went round and round without leaving the page. */
  readonly trapped: boolean;
}

interface Step {
  readonly name: string | null;
  readonly unseen: string | null;
}

const MOST_STEPS = 400;

/** Walks over the page by Tab, from its begin to its end. */
export async function tabThrough(page: Page): Promise<TabWalk> {
  await page.evaluate(prepare);
  const unseen: string[] = [];
  let steps = 0;
  for (; steps < MOST_STEPS; steps++) {
    await page.keyboard.press('Tab');
    const step = await page.evaluate(look);
    if (step.unseen) unseen.push(step.unseen);
    // Past the last control the focus is the browser's own.
    if (step.name === null) break;
  }
  const unreached = await page.evaluate(neverFocused);
  return { unreached, unseen, trapped: steps === MOST_STEPS };
}

/* What follows runs in the page. */

interface Walk {
  readonly visited: Set<Element>;
  last: { readonly element: Element; readonly focused: string } | undefined;
}

function prepare(): void {
  (document.activeElement as HTMLElement | null)?.blur();
  window.scrollTo(0, 0);
  (globalThis as unknown as { walk: Walk }).walk = { visited: new Set(), last: undefined };
}

function look(): Step {
  const { walk } = globalThis as unknown as { walk: Walk };
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 60) ?? ''} ${element.id}`;
  /** How a control and what belongs to it looks: some draw the focus on their label, frame or track. */
  const looks = (element: Element) => {
    const label = element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null;
    const near = [
      element,
      element.parentElement,
      element.parentElement?.parentElement,
      element.nextElementSibling,
      label,
    ];
    return near
      .map((one) => {
        if (!one) return '';
        return [null, '::before', '::after']
          .map((pseudo) => getComputedStyle(one, pseudo))
          .map(({ outline, boxShadow, border, background, top }) =>
            [outline, boxShadow, border, background, top].join(),
          )
          .join();
      })
      .join('|');
  };
  const problems: string[] = [];
  const active = document.activeElement;
  if (walk.last && walk.last.element !== active && walk.last.element.isConnected) {
    if (looks(walk.last.element) === walk.last.focused)
      problems.push(`no focus mark: ${nameOf(walk.last.element)}`);
  }
  if (!active || active === document.body || active === document.documentElement) {
    walk.last = undefined;
    return { name: null, unseen: problems.join('; ') || null };
  }
  const box = active.getBoundingClientRect();
  const outside =
    box.bottom <= 0 || box.right <= 0 || box.top >= window.innerHeight || box.left >= window.innerWidth;
  if (outside) problems.push(`out of sight: ${nameOf(active)}`);
  // Coming round to where the walk has been: the end was passed. A date has several parts in one field.
  if (walk.visited.has(active) && walk.last?.element !== active)
    return { name: null, unseen: problems.join('; ') || null };
  walk.visited.add(active);
  walk.last = { element: active, focused: looks(active) };
  return { name: nameOf(active), unseen: problems.join('; ') || null };
}

function neverFocused(): string[] {
  const { walk } = globalThis as unknown as { walk: Walk };
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)',
  );
  const groups = new Set(
    [...walk.visited]
      .map((element) => (element instanceof HTMLInputElement ? element.name : ''))
      .filter(Boolean),
  );
  return (
    [...controls]
      .filter((control) => !walk.visited.has(control))
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      // One of a radio group has the focus for all; hidden inputs carry values; tabIndex -1 is reached otherwise.
      .filter(
        (control) =>
          !(control instanceof HTMLInputElement && control.type === 'radio' && groups.has(control.name)),
      )
      .filter((control) => !(control instanceof HTMLInputElement && control.type === 'hidden'))
      .filter((control) => control.tabIndex >= 0)
      .map((control) => control.outerHTML.slice(0, 160))
  );
}
