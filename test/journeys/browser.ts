import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { PATIENCE_MS } from './client.js';
import { listed } from './listed.js';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * What the package sets for its own purposes. With a single process all contexts share their cookies, and closing one of
 * them ends the browser; without web security nothing is tested as browsers have it; a graphics card imitated by the
 * processor takes most of it.
 */
const UNWANTED =
  /--single-process|--disable-web-security|--allow-running-insecure-content|--in-process-gpu|--ignore-gpu-blocklist|swiftshader|--use-gl=/;

/**
 * Chromium from npm, so that the browser journeys need no system package; else an installed one. Closing it fails where
 * the content security policy stopped anything: no page of ours needs what its policy forbids.
 */
export async function launchBrowser(): Promise<Browser> {
  const browser = await launch();
  const stopped: string[] = [];
  browser.on('context', (context) => {
    context.setDefaultTimeout(PATIENCE_MS);
    context.on('console', (line) => {
      if (/Content Security Policy/i.test(line.text())) stopped.push(`${line.page()?.url()}: ${line.text()}`);
    });
  });
  const close = browser.close.bind(browser);
  browser.close = async (options) => {
    await close(options);
    if (stopped.length > 0) throw new Error(`The policy of a page stopped something:\n${stopped.join('\n')}`);
  };
  return browser;
}

async function launch(): Promise<Browser> {
  const quiet = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  try {
    return await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: [...chromium.args.filter((arg) => !UNWANTED.test(arg)), '--disable-gpu', ...quiet],
      headless: true,
    });
  } catch (error) {
    const executablePath = installed.find((path) => existsSync(path));
    if (!executablePath) throw error;
    return playwright.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', ...quiet],
      headless: true,
    });
  }
}

/** A person of the demo consortium, signed in at a browser of their own; no screen is open yet. */
export async function signedIn(
  browser: Browser,
  email: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  // As the form of the sign-in page does, whose own journeys fill it; the cookies are the context's from here on.
  const portal = inject('portal');
  const answer = await context.request.post(`${portal}/graphql`, {
    headers: { origin: portal },
    data: {
      query: listed('SignIn'),
      variables: { input: { email, password: 'custodia-demo' } },
    },
  });
  const { data, errors } = (await answer.json()) as { data?: unknown; errors?: { message: string }[] };
  if (!data) throw new Error(`${email} was not let in: ${errors?.map(({ message }) => message).join()}`);
  return page;
}
