import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORK = fileURLToPath(new URL('../../apps/portal/app/(work)', import.meta.url));

/** The address of every signed-in screen, as the folders name it: a part that differs from case to case is in brackets. */
export function workScreens(folder = WORK, path = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return workScreens(join(folder, entry.name), `${path}/${entry.name}`);
    return entry.name === 'page.tsx' ? [path] : [];
  });
}
