import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What axe can tell of WCAG 2.2 AA. */
export const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: { html: string; failureSummary: string }[];
}

/** What breaks the rules on the page, or in the parts of it that the selector names. */
export async function violations(page: Page, runOnly: typeof ALL, within = ':root'): Promise<string[]> {
  // Half a megabyte of script is read once a page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(
    async ([rules, part]) => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run(part: string, options: object): Promise<{ violations: Violation[] }> };
      };
      return (await checker.run(part, { runOnly: rules, resultTypes: ['violations'] })).violations;
    },
    [runOnly, within] as const,
  );
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}
