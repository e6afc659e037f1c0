import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { foldersIn, sources } from './sources.js';

const DOMAIN_LIBRARIES = ['gs1', 'merkle', 'ledger', 'access', 'vault'];
const FRAMEWORKS = /^(@nestjs\/|@apollo\/|typeorm$|fastify|graphql|next(\/|$)|react|@mantine\/|urql)/;

describe('libraries', () => {
  test.each(DOMAIN_LIBRARIES)('%s imports no framework', (name) => {
    const imported = sources(`libs/${name}`, { specs: true }).flatMap(({ packages }) => packages);
    expect(imported.filter((specifier) => FRAMEWORKS.test(specifier))).toEqual([]);
  });

  test.each(foldersIn('libs'))('%s uses only packages that it declares', (name) => {
    const { dependencies = {} } = manifest(`libs/${name}`);
    const undeclared = sources(`libs/${name}/src`)
      .flatMap(({ packages }) => packages)
      .filter((specifier) => !specifier.startsWith('node:') && !specifier.startsWith('#'))
      .map((specifier) =>
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter((specifier) => !(specifier in dependencies));
    expect([...new Set(undeclared)]).toEqual([]);
  });
});

test('every project has the tags that the lint rule of boundaries goes by', () => {
  const projects = [
    ...foldersIn('libs').map((name) => `libs/${name}`),
    'apps/api',
    'apps/portal',
    'contracts',
    'test',
  ];
  const untagged = projects.filter(
    (project) => !manifest(project).nx?.tags?.some((tag) => tag.startsWith('type:')),
  );
  expect(untagged).toEqual([]);
});

interface Manifest {
  dependencies?: Record<string, string>;
  nx?: { tags?: string[] };
}

function manifest(folder: string): Manifest {
  return JSON.parse(
    readFileSync(new URL(`../../${folder}/package.json`, import.meta.url), 'utf8'),
  ) as Manifest;
}
