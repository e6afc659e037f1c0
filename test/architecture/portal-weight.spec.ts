import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const BUILD = fileURLToPath(new URL('../../apps/portal/.next', import.meta.url));
const read = (path: string) => readFileSync(`${BUILD}/${path}`);

/** The scripts that a browser fetches to show a screen, as the build's own manifests name them. */
function scriptsOf(screen: string): string[] {
  const folder = `server/app/${screen}`;
  const { rootMainFiles } = JSON.parse(read(`${folder}/page/build-manifest.json`).toString()) as {
    rootMainFiles: string[];
  };
  const scope: { __RSC_MANIFEST?: Record<string, { entryJSFiles: Record<string, string[]> }> } = {};
  runInNewContext(read(`${folder}/page_client-reference-manifest.js`).toString(), { globalThis: scope });
  const [manifest] = Object.values(scope.__RSC_MANIFEST ?? {});
  return [...new Set([...rootMainFiles, ...Object.values(manifest?.entryJSFiles ?? {}).flat()])];
}

/** In KiB, compressed as it is sent. */
function weightOf(screen: string): number {
  return scriptsOf(screen).reduce((sum, script) => sum + gzipSync(read(script)).length, 0) / 1024;
}

it('the scan desk is light enough for a slow line', () => {
  const weight = weightOf('(work)/pharmacy/scan');
  expect(weight).toBeGreaterThan(100);
  expect(weight).toBeLessThan(265);
});
