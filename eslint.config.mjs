import js from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Tests may start real parts, and may look across projects. */
const TESTS = [
  '**/*.spec.{ts,tsx,mjs}',
  '**/test/**',
  'test/**',
  'apps/api/src/testing/**',
  '**/vitest.config.ts',
];

/** The only readers of the environment: one file for each thing that can be configured. */
const ENVIRONMENT_READERS = [
  'apps/api/src/config.ts',
  'apps/portal/lib/env.ts',
  'apps/portal/*.config.{ts,mjs}',
  'deploy/local/settings.mjs',
  'libs/embedded/src/scratch-postgres.ts',
  'libs/embedded/src/vitest.ts',
];

/** What the domain libraries must not know. */
const FRAMEWORKS = [
  '@nestjs/*',
  '@apollo/*',
  'typeorm',
  'fastify',
  'graphql*',
  'next',
  'next/*',
  'react*',
  '@mantine/*',
  'urql',
];

/** Direction of imports; test/architecture holds the finer table of the API's modules. */
const boundaries = (libsInTests) => [
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts', ...libsInTests] },
  {
    sourceTag: 'type:lib',
    onlyDependOnLibsWithTags: ['type:lib', 'type:contracts', ...libsInTests],
    bannedExternalImports: FRAMEWORKS,
  },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:tool'], bannedExternalImports: FRAMEWORKS },
  { sourceTag: 'app:api', onlyDependOnLibsWithTags: ['type:lib', 'type:contracts', ...libsInTests] },
  { sourceTag: 'app:portal', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['*'] },
];
const enforceBoundaries = (libsInTests) => [
  'error',
  { allow: ['^#', '/vitest\\.shared\\.js$'], depConstraints: boundaries(libsInTests) },
];

const readsTheEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Settings are read in one place only (config.ts, lib/env.ts) and handed on.',
};

// The boundary rule reads the graph from Nx's cache, and says nothing when there is none.
await createProjectGraphAsync();

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/.next/',
      '**/.nx/',
      '**/.custodia/',
      '**/coverage/',
      '**/*.d.ts',
      'contracts/generated/',
      'contracts/out/',
      'contracts/cache/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: globals.node },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': enforceBoundaries([]),
      'no-restricted-properties': ['error', readsTheEnvironment],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      'max-lines': ['error', { max: 400 }],
      'object-shorthand': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // The compiler's noUncheckedIndexedAccess asks for it where a length was checked.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A module is a class without members in NestJS.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowInGenericTypeArguments: true }],
    },
  },
  {
    files: TESTS,
    rules: {
      '@nx/enforce-module-boundaries': enforceBoundaries(['type:tool', 'type:lib']),
      'no-restricted-properties': 'off',
    },
  },
  { files: ENVIRONMENT_READERS, rules: { 'no-restricted-properties': 'off' } },
  {
    // What a service worker is, is served as it stands here.
    files: ['apps/portal/public/*.js'],
    languageOptions: { globals: globals.serviceworker },
  },
  {
    files: ['apps/portal/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globals.browser },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-console': ['error', { allow: ['error'] }],
    },
  },
  {
    files: ['deploy/**', '**/scripts/**', '**/*.mjs', 'apps/api/src/cli.ts'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
