import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the build of the portal says that its pages ask, by the hash of each text. */
export const OPERATIONS = fileURLToPath(new URL('../../apps/portal/dist/operations.json', import.meta.url));

export function listedOperations(): Record<string, string> {
  return JSON.parse(readFileSync(OPERATIONS, 'utf8')) as Record<string, string>;
}

/** The text of an operation as the pages of the portal send it. */
export function listed(name: string): string {
  const isIt = new RegExp(`\\b(query|mutation|subscription) ${name}\\b`);
  const text = Object.values(listedOperations()).find((one) => isIt.test(one));
  if (text === undefined) throw new Error(`The portal asks no operation ${name}`);
  return text;
}
