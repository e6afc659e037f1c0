import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['custodia-source'] },
  ssr: { resolve: { conditions: ['custodia-source'] } },
  test: {
    include: ['**/*.spec.ts'],
    globalSetup: ['@custodia/embedded/vitest'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
