import { defineConfig } from 'vitest/config';
import { fromSource, patience, seed } from '../../vitest.shared.js';

export default defineConfig({
  ...fromSource,
  test: {
    ...patience,
    setupFiles: [seed],
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
  },
});
