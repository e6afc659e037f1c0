import type { Page } from 'playwright-core';

export interface TabWalk {
  /** Controls that Tab never came to. */
  readonly unreached: string[];
  /** Controls that looked the same with the focus on them as without, or lay out of sight. */
  readonly unseen: string[];
  /** Tab went round and round without leaving the page. */
  readonly trapped: boolean;
}

const MOST_STEPS = 400;
/** Pressed without waiting in between: the page itself looks at each control as the focus comes and goes. */
const AT_ONCE = 20;

/** Walks over the page by Tab, from its begin to its end. */
export async function tabThrough(page: Page): Promise<TabWalk> {
  await page.evaluate(prepare);
  let ended = false;
  for (let steps = 0; steps < MOST_STEPS && !ended; steps += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => page.keyboard.press('Tab')));
    ended = await page.evaluate(hasEnded);
  }
  return { ...(await page.evaluate(found)), trapped: !ended };
}

/* What follows runs in the page. */

interface Walk {
  readonly visited: Set<Element>;
  readonly unseen: string[];
  ended: boolean;
  stop(): void;
}

function prepare(): void {
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
  let last: { readonly element: Element; readonly focused: string } | undefined;
  const leave = (next: Element | null) => {
    if (last && last.element !== next && last.element.isConnected && looks(last.element) === last.focused)
      walk.unseen.push(`no focus mark: ${nameOf(last.element)}`);
    if (last?.element !== next) last = undefined;
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (walk.ended || !(target instanceof Element)) return;
    leave(target);
    // Coming round to where the walk has been: the end was passed. A date has several parts in one field.
    if (walk.visited.has(target) && last?.element !== target) {
      walk.ended = true;
      return;
    }
    const box = target.getBoundingClientRect();
    const outside =
      box.bottom <= 0 || box.right <= 0 || box.top >= window.innerHeight || box.left >= window.innerWidth;
    if (outside && !walk.visited.has(target)) walk.unseen.push(`out of sight: ${nameOf(target)}`);
    walk.visited.add(target);
    last = { element: target, focused: looks(target) };
  };
  // Past the last control the focus is the browser's own.
  const onKeyUp = () => {
    if (walk.ended || walk.visited.size === 0) return;
    const active = document.activeElement;
    if (active && active !== document.body && active !== document.documentElement) return;
    leave(null);
    walk.ended = true;
  };
  const scope = globalThis as unknown as { walk?: Walk };
  scope.walk?.stop();
  (document.activeElement as HTMLElement | null)?.blur();
  window.scrollTo(0, 0);
  const walk: Walk = {
    visited: new Set(),
    unseen: [],
    ended: false,
    stop: () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('keyup', onKeyUp, true);
    },
  };
  document.addEventListener('focusin', onFocus);
  document.addEventListener('keyup', onKeyUp, true);
  scope.walk = walk;
}

function hasEnded(): boolean {
  return (globalThis as unknown as { walk: Walk }).walk.ended;
}

function found(): { unreached: string[]; unseen: string[] } {
  const { walk } = globalThis as unknown as { walk: Walk };
  walk.stop();
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)',
  );
  const groups = new Set(
    [...walk.visited]
      .map((element) => (element instanceof HTMLInputElement ? element.name : ''))
      .filter(Boolean),
  );
  const unreached = [...controls]
    .filter((control) => !walk.visited.has(control))
    .filter((control) => control.checkVisibility({ visibilityProperty: true }))
    // One of a radio group has the focus for all; hidden inputs carry values; tabIndex -1 is reached otherwise.
    .filter(
      (control) =>
        !(control instanceof HTMLInputElement && control.type === 'radio' && groups.has(control.name)),
    )
    .filter((control) => !(control instanceof HTMLInputElement && control.type === 'hidden'))
    .filter((control) => control.tabIndex >= 0)
    .map((control) => control.outerHTML.slice(0, 160));
  return { unreached, unseen: walk.unseen };
}
