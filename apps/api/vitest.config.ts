import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    conditions: ['custodia-source'],
    // Node's own loader and vite would each load a copy of graphql, and graphql refuses types of another copy.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  ssr: { resolve: { conditions: ['custodia-source'] } },
  test: {
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/testing/setup.ts'],
    globalSetup: ['@custodia/embedded/vitest'],
    server: { deps: { inline: [/@nestjs\/graphql/, /@nestjs\/apollo/, /graphql-sse/] } },
    // As many as the smallest machine has cores; the default leaves one of two idle.
    maxWorkers: 2,
    hookTimeout: 120_000,
    testTimeout: 60_000,
  },
});
