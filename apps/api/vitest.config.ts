import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { fromSource, patience, seed } from '../../vitest.shared.js';

export default defineConfig({
  ...fromSource,
  resolve: {
    ...fromSource.resolve,
    // Node's own loader and vite would each load a copy of graphql, and graphql refuses types of another copy.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    ...patience,
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/testing/setup.ts', seed],
    globalSetup: ['@custodia/embedded/vitest'],
    server: { deps: { inline: [/@nestjs\/graphql/, /@nestjs\/apollo/, /graphql-sse/] } },
    // As many as the smallest machine has cores; the default leaves one of two idle.
    maxWorkers: 2,
    // A file loads the API in seconds: with a process for each, most of the time would go there.
    isolate: false,
  },
});
