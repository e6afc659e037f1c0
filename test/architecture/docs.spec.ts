import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** Of one page to files of this repository. */
function linksOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?:|mailto:|#)|…/.test(target))
    .map((target) => target.replace(/#.*$/, ''));
}

test.each(pages)('%s leads to files that exist', (page) => {
  const places = linksOf(page).map((target) => resolve(ROOT, dirname(page), target));
  // What leads out of the repository is the site that it lies on.
  expect(places.filter((place) => place.startsWith(ROOT) && !existsSync(place))).toEqual([]);
});

test('the threat model leads to every spec of test/security', () => {
  const named = new Set(linksOf('docs/security.md').map((target) => resolve(ROOT, 'docs', target)));
  const specs = readdirSync(join(ROOT, 'test', 'security')).filter((file) => file.endsWith('.spec.ts'));
  expect(specs.length).toBeGreaterThan(5);
  expect(specs.filter((file) => !named.has(join(ROOT, 'test', 'security', file)))).toEqual([]);
});

test('a part of a spec that the threat model names is a part of that spec', () => {
  const text = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
  const named = [...text.matchAll(/\[[\w.-]+\.spec: ([^\]]+)\]\(([^)]+)\)/g)];
  expect(named.length).toBeGreaterThan(3);
  const gone = named.filter(
    ([, part = '', file = '']) => !readFileSync(resolve(ROOT, 'docs', file), 'utf8').includes(`('${part}'`),
  );
  expect(gone.map(([link]) => link)).toEqual([]);
});

test('each line of the threat model says which test holds it', () => {
  const text = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
  const lines = text.split('\n').filter((line) => /^\| [STRIDE] +\|/.test(line));
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.filter((line) => !/\]\([^)]+(\.spec\.ts|\/faults|expected\.ts)\)/.test(line))).toEqual([]);
});
