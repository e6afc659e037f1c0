import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['custodia-source'] },
  ssr: { resolve: { conditions: ['custodia-source'] } },
  test: { include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'], testTimeout: 60_000 },
});
