import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium from npm, so that the browser journeys need no system package; else an installed one. */
export async function launchBrowser(): Promise<Browser> {
  const quiet = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  try {
    return await playwright.launch({
      executablePath: await chromium.executablePath(),
      // With a single process all contexts share their cookies, and closing one of them ends the browser.
      args: [...chromium.args.filter((arg) => arg !== '--single-process'), ...quiet],
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
