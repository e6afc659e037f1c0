import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findingsOf, ownPackages, type Audited } from './audit.mjs';
import { billOfMaterials } from './sbom.mjs';

interface Locked {
  version?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  optional?: boolean;
  os?: string[];
  hasInstallScript?: boolean;
}

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const lock = read('package-lock.json') as { name: string; version: string; packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
);

describe('packages of others', () => {
  test('are there', () => expect(packages.length).toBeGreaterThan(500));

  test('are locked to their content, have a licence that goes with ours, run no script that nobody approved, and are not known to be bad', () => {
    expect(findingsOf(ownPackages())).toEqual([]);
  });
});

describe('the audit finds', () => {
  const path = 'node_modules/left-pad';
  const good: Locked = { version: '1.3.0', integrity: 'sha512-AAAA', license: 'MIT' };
  const audited = (change: Partial<Locked>, more: Partial<Audited> = {}): Audited => ({
    packages: { [path]: { ...good, ...change } },
    allowScripts: {},
    manifests: {},
    known: { asOf: '2026-11-22', bad: [] },
    installed: () => true,
    ...more,
  });
  const known = (entry: object) => ({
    known: { asOf: '2026-11-22', bad: [{ name: 'left-pad', why: 'gone', ...entry }] },
  });

  test('nothing in what is well', () => expect(findingsOf(audited({}))).toEqual([]));

  test.each<[string, Audited, string]>([
    ['a package whose content is open', audited({ integrity: undefined! }), 'not locked'],
    ['a licence that binds ours', audited({ license: 'GPL-3.0-only' }), 'licence GPL-3.0-only'],
    ['no licence', audited({ license: undefined! }), 'licence none'],
    ['one licence of two', audited({ license: '(MIT AND SSPL-1.0)' }), 'licence'],
    ['a script', audited({ hasInstallScript: true }), 'nobody approved'],
    ['a version that is known to be bad', audited({}, known({ versions: ['1.3.0'] })), 'known to be bad'],
    ['one below the version that mended it', audited({}, known({ below: '1.10.0' })), 'known to be bad'],
    ['a pre-release of it', audited({ version: '2.0.0-rc.1' }, known({ below: '2.0.0' })), 'known to be bad'],
    ['a range', audited({}, { manifests: { test: { 'left-pad': '^1.3.0' } } }), 'no exact version'],
  ])('%s', (_, planted, words) => {
    const findings = findingsOf(planted);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(words);
  });

  test('no fault in later versions, or in programs of other platforms that are not here', () => {
    expect(findingsOf(audited({}, known({ below: '1.3.0' })))).toEqual([]);
    const elsewhere = { integrity: undefined!, optional: true, os: ['aix'] };
    expect(findingsOf(audited(elsewhere, { installed: () => false }))).toEqual([]);
  });
});

describe('the bill of materials', () => {
  const bill = billOfMaterials(lock);

  test('names every package once, with version and hash', () => {
    const refs = bill.components.map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(packages.length);
    const next = bill.components.find(({ name, group }) => name === 'next' && !group);
    expect(next).toMatchObject({
      purl: `pkg:npm/next@${lock.packages['node_modules/next']?.version ?? ''}`,
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) as string }],
    });
  });

  test('is the same for the same lock file', () => {
    expect(billOfMaterials(lock)).toEqual(bill);
    expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  });
});
