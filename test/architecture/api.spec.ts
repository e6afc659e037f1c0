import { describe, expect, test } from 'vitest';
import { MAY_IMPORT, NOBODY_IMPORTS } from './api-modules.js';
import { foldersIn, sources, type SourceFile } from './sources.js';

const API = 'apps/api/src';
const files = sources(API);
/** Benches for specs may set up the inside of a module. */
const shipped = files.filter(({ path }) => !path.startsWith(`${API}/testing/`));

/** The module of a path, if it is in one. */
const moduleOf = (path: string) => /^apps\/api\/src\/modules\/([^/]+)\//.exec(path)?.[1];
const isIn = (path: string, ...folders: string[]) =>
  folders.some((folder) => path.startsWith(`${API}/${folder}`));
const breaches = (broken: (file: SourceFile, imported: string) => boolean) =>
  shipped.flatMap((file) =>
    file.imports
      .filter((imported) => broken(file, imported))
      .map((imported) => `${file.path} imports ${imported}`),
  );

describe('modules of the API', () => {
  test('there is something to check', () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(shipped.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });

  test('each stands in the table of dependencies', () => {
    expect(foldersIn(`${API}/modules`).filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });

  test('import only what the table allows', () => {
    const forbidden = breaches((file, imported) => {
      const [from, to] = [moduleOf(file.path), moduleOf(imported)];
      return from !== undefined && to !== undefined && from !== to && !MAY_IMPORT[from]?.includes(to);
    });
    expect(forbidden).toEqual([]);
  });

  test('are reached through their index.ts only; the application also names their NestJS modules', () => {
    const forbidden = breaches((file, imported) => {
      const [from, to] = [moduleOf(file.path), moduleOf(imported)];
      if (to === undefined || to === from || imported === `${API}/modules/${to}/index.ts`) return false;
      return from !== undefined || imported !== `${API}/modules/${to}/${to}.module.ts`;
    });
    expect(forbidden).toEqual([]);
  });

  test('the table allows nobody to import those that react or translate', () => {
    const allowed = Object.values(MAY_IMPORT).flat();
    expect(NOBODY_IMPORTS.filter((name) => allowed.includes(name))).toEqual([]);
  });

  test('the table has no circle', () => {
    const reaches = (from: string, to: string): boolean =>
      (MAY_IMPORT[from] ?? []).some((next) => next === to || reaches(next, to));
    expect(Object.keys(MAY_IMPORT).filter((name) => reaches(name, name))).toEqual([]);
  });
});

describe('layers of the API', () => {
  test('the platform and the database know no module, and nothing of the application but its configuration', () => {
    const forbidden = breaches(
      (file, imported) =>
        isIn(file.path, 'platform/', 'database/') && !isIn(imported, 'platform/', 'database/', 'config.ts'),
    );
    expect(forbidden).toEqual([]);
  });

  test('modules know nothing of the application but its configuration', () => {
    const forbidden = breaches(
      (file, imported) =>
        isIn(file.path, 'modules/') && !isIn(imported, 'modules/', 'platform/', 'database/', 'config.ts'),
    );
    expect(forbidden).toEqual([]);
  });

  test('what is made for specs is used by specs only', () => {
    const forbidden = breaches(
      (file, imported) => !isIn(file.path, 'testing/') && isIn(imported, 'testing/'),
    );
    expect(forbidden).toEqual([]);
  });

  test('only config.ts reads the environment', () => {
    const readers = files.filter(({ text }) => /process\s*\.\s*env|\benv\b.*from 'node:process'/.test(text));
    expect(readers.map(({ path }) => path)).toEqual([`${API}/config.ts`]);
  });
});
