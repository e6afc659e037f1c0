import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, GraphQLString, isObjectType } from 'graphql';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { Client } from './client.js';
import { SCREENS, type Screen } from './screens.js';

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
const POISON = `javascript:window.ran=1//"'><img ${MARK} src=x onerror="window.ran=1"><script ${MARK}>window.ran=1</script>{{7*7}}`;

const schema = buildSchema(readFileSync(new URL('../../apps/api/schema.graphql', import.meta.url), 'utf8'));
const poisoned = new Set<string>();

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

async function answerPoisoned(route: Route): Promise<void> {
  const response = await route.fetch();
  const answer = (await response.json()) as { data?: unknown };
  await route.fulfill({ response, json: { ...answer, data: poison(answer.data) } });
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const pages = new Map<string, Page>();
async function pageOf(email: string | undefined): Promise<Page> {
  const known = pages.get(email ?? '');
  if (known) return known;
  const context: BrowserContext | undefined = email ? undefined : await browser.newContext();
  const page = context ? await context.newPage() : await signedIn(browser, email ?? '');
  await page.context().route('**/graphql', answerPoisoned);
  page.on('dialog', (dialog) => void dialog.dismiss());
  pages.set(email ?? '', page);
  return page;
}

async function addressOf({ route, email, address }: Screen): Promise<string> {
  return address ? address(email ? await Client.signedIn(email) : new Client()) : route;
}

describe('texts of people stay texts', () => {
  let shown = 0;

  it.each(SCREENS.map((screen) => [`${screen.route} of ${screen.email ?? 'a stranger'}`, screen] as const))(
    'on %s',
    async (_, screen) => {
      const page = await pageOf(screen.email);
      await page.goto(inject('portal') + (await addressOf(screen)));
      await page.locator('h1').first().waitFor();
      await page.waitForFunction(
        () => !document.querySelector('[aria-busy=true], .mantine-Skeleton-root[data-visible]'),
      );
      const found = await page.evaluate(
        ([mark]) => ({
          ran: (window as { ran?: number }).ran,
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
      shown += found.texts;
      expect(found).toMatchObject({ markup: 0, scripts: [], handlers: 0 });
      expect(found.ran).toBeUndefined();
    },
  );

  it('of many fields, and they were seen', () => {
    expect(poisoned.size).toBeGreaterThan(40);
    expect(shown).toBeGreaterThan(100);
  });
});
