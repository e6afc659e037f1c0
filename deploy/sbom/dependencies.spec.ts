import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { billOfMaterials } from './sbom.mjs';

interface Locked {
  version?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  optional?: boolean;
  os?: string[];
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const lock = read('package-lock.json') as { name: string; version: string; packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
);
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Licences that allow what Apache-2.0 allows, or bind only changes of the package itself. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LLVM-exception',
  'MIT',
  'MPL-2.0',
  'Python-2.0',
]);
/** Packages whose manifest names no licence, read by hand. */
const READ_BY_HAND: Record<string, string> = { memorystream: 'MIT', 'png-js': 'MIT' };
/** A library of pictures that Next.js loads where it is installed, unchanged and apart (LGPL, section 4). */
const LOADED_APART = /^@img\/sharp-/;

describe('packages of others', () => {
  test('are there', () => expect(packages.length).toBeGreaterThan(500));

  test('are locked to their content, but for programs of other platforms, which are not installed', () => {
    const loose = packages.filter(([path, { integrity }]) => !integrity && existsSync(new URL(path, ROOT)));
    expect(loose.map(([path]) => path)).toEqual([]);
    const elsewhere = packages.filter(([, { integrity }]) => !integrity);
    expect(elsewhere.filter(([, { optional, os }]) => !optional || !os).map(([path]) => path)).toEqual([]);
  });

  test('have a licence that goes with ours', () => {
    const strange = packages.filter(([path, { license }]) => {
      const given = license ?? READ_BY_HAND[nameOf(path)] ?? 'none';
      const words = given.replaceAll(/[()]/g, '').split(/ (?:AND|OR|WITH) /);
      return !LOADED_APART.test(nameOf(path)) && !words.every((word) => ALLOWED.has(word));
    });
    expect(strange.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  test('run a script when they are installed only where that was approved', () => {
    const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
    const here = packages.filter(
      ([path, { hasInstallScript }]) => hasInstallScript && existsSync(new URL(path, ROOT)),
    );
    expect(here.map(([path]) => nameOf(path)).filter((name) => !allowScripts[name])).toEqual([]);
  });

  test('are asked for in exact versions', () => {
    const folders = ['libs', 'apps'].flatMap((parent) =>
      readdirSync(new URL(parent, ROOT)).map((name) => `${parent}/${name}`),
    );
    const manifests = ['.', 'contracts', 'test', ...folders].filter((folder) =>
      existsSync(new URL(`${folder}/package.json`, ROOT)),
    );
    const loose = manifests.flatMap((folder) => {
      const { dependencies = {}, devDependencies = {} } = read(`${folder}/package.json`) as Locked;
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${folder}: ${name}@${version}`);
    });
    expect(loose).toEqual([]);
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
