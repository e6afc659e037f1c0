import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readDrawn } from './drawn-code.js';

/** What a patient shows at a desk. */
export async function shownCode(phone: Page): Promise<string> {
  await phone.getByRole('link', { name: 'Requests' }).click();
  await phone.getByRole('button', { name: /Show my code|New code/ }).click();
  const code = phone.getByLabel('Code for the desk', { exact: true });
  await expect.poll(() => code.textContent()).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
  return (await code.textContent()) ?? '';
}

/** What a scanner reads off the phone, with the key that the patient chose to add. */
export async function scannedCode(phone: Page): Promise<string> {
  await shownCode(phone);
  const drawn = phone.getByLabel('QR code for the desk');
  // The bar below lies over what stands at the end of the screen.
  await drawn.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await expect.poll(() => readDrawn(drawn)).toMatch(/^\]Q1custodia:[0-9A-Z]{8}\.[\w-]{43}$/);
  return readDrawn(drawn);
}
