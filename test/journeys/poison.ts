import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, GraphQLString, isObjectType } from 'graphql';
import type { Page, Route } from 'playwright-core';

/** What programs read and people do not write; whatever else the schema calls a string is poisoned, new fields too. */
const READ_BY_PROGRAMS = new Set([
  'action',
  'baseUnit',
  'categories',
  'category',
  'chainId',
  'channel',
  'class',
  'code',
  'country',
  'csrf',
  'cursor',
  'download',
  'duties',
  'elementString',
  'endCursor',
  'expiry',
  'gtin',
  'hash',
  'holderRole',
  'kemKey',
  'keybag',
  'kind',
  'ledgerKey',
  'ledgerLotId',
  'lmsReason',
  'locale',
  'market',
  'missingKeys',
  'nmvsCode',
  'opening',
  'operation',
  'permissions',
  'photo',
  'pseudonym',
  'purpose',
  'root',
  'schedule',
  'side',
  'signKey',
  'state',
  'subjectType',
  'symbology',
  'token',
  'txHash',
  'type',
  'verdict',
  'verifyingContract',
  'version',
  'wrap',
  'wraps',
]);

const MARK = 'data-from-a-value';
/** Runs as markup, as an attribute, as an address, or as a template, wherever it is not text. */
export const POISON = `javascript:window.ran=1//"'><img ${MARK} src=x onerror="window.ran=1"><script ${MARK}>window.ran=1</script>{{7*7}}`;

const schema = buildSchema(readFileSync(new URL('../../apps/api/schema.graphql', import.meta.url), 'utf8'));
/** Which fields were poisoned so far. */
export const poisoned = new Set<string>();

function poison(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(poison);
  if (typeof value !== 'object' || value === null) return value;
  const type = schema.getType(String((value as { __typename?: string }).__typename));
  const fields = isObjectType(type) ? type.getFields() : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const field = fields[name];
      const isText = field && getNamedType(field.type) === GraphQLString && !READ_BY_PROGRAMS.has(name);
      if (!isText || part === null) return [name, poison(part)];
      poisoned.add(`${type!.name}.${name}`);
      return [name, Array.isArray(part) ? part.map(() => POISON) : POISON];
    }),
  );
}

/** From now on, whatever the API says in this browser has scripts in place of texts. */
export async function poisonAnswers(page: Page): Promise<void> {
  await page.context().route('**/graphql', answerPoisoned);
  page.on('dialog', (dialog) => void dialog.dismiss());
}

async function answerPoisoned(route: Route): Promise<void> {
  const response = await route.fetch();
  const answer = (await response.json()) as { data?: unknown };
  await route.fulfill({ response, json: { ...answer, data: poison(answer.data) } });
}

/** All of the screen is there. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(
    () => !document.querySelector('[aria-busy=true], .mantine-Skeleton-root[data-visible]'),
  );
}

/** What became of the texts on the screen: markup, addresses, handlers, a script that ran; and how many are seen as texts. */
export function whatBecameOfTexts(page: Page) {
  return page.evaluate(
    ([mark]) => ({
      ran: (window as { ran?: number }).ran ?? 0,
      markup: document.querySelectorAll(`[${mark}]`).length,
      scripts: [...document.querySelectorAll<HTMLElement>('[href], [src], [action]')]
        .flatMap((element) => ['href', 'src', 'action'].map((name) => element.getAttribute(name)))
        .filter((address) => /^\s*javascript:/i.test(address ?? '')),
      handlers: [...document.querySelectorAll('*')].filter((element) => element.hasAttribute('onerror'))
        .length,
      texts: document.body.innerText.split('window.ran=1').length - 1,
    }),
    [MARK],
  );
}

/** What it is where texts are drawn as texts. */
export const HARMLESS = { ran: 0, markup: 0, scripts: [], handlers: 0 };
