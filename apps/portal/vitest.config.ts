import { defineConfig } from 'vitest/config';
import { fromSource, patience } from '../../vitest.shared.js';

export default defineConfig({
  ...fromSource,
  resolve: { ...fromSource.resolve, alias: { '@': import.meta.dirname } },
  test: { ...patience, include: ['{app,features,ui,lib}/**/*.spec.ts'] },
});
