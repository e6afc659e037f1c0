import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['custodia-source'] },
  ssr: { resolve: { conditions: ['custodia-source'] } },
  test: { testTimeout: 120_000, hookTimeout: 120_000, include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'] },
});
