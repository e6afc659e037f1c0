import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    conditions: ['custodia-source'],
    alias: { '@': import.meta.dirname },
  },
  ssr: { resolve: { conditions: ['custodia-source'] } },
  test: { include: ['{app,features,ui,lib}/**/*.spec.ts'] },
});
