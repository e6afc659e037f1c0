import { defineConfig } from 'vitest/config';
import { fromSource, patience } from '../../vitest.shared.js';

export default defineConfig({
  ...fromSource,
  test: {
    ...patience,
    include: ['*.spec.ts'],
  },
});
