import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'vite';

// Writes the operations that the portal asks: in production, the API answers no others.
const PORTAL = import.meta.dirname;
const sources = await createServer({
  root: PORTAL,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  resolve: { alias: { '@': PORTAL } },
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { operationsIn } = await sources.ssrLoadModule('/lib/operations.ts');
  const operations = await operationsIn(join(PORTAL, 'features'));
  await mkdir(join(PORTAL, 'dist'), { recursive: true });
  await writeFile(join(PORTAL, 'dist', 'operations.json'), `${JSON.stringify(operations, null, 2)}\n`);
  console.log(`${Object.keys(operations).length} operations: dist/operations.json`);
} finally {
  await sources.close();
}
