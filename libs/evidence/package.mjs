// Makes the program as one file that needs nothing but Node, packed as npm packs: for readers who have no access to the
// repository and trust no registry with it.
import { execFileSync } from 'node:child_process';
import { readFileSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { name, version, license, description } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

rmSync(at('dist/package'), { recursive: true, force: true });
mkdirSync(at('dist/package'), { recursive: true });
await build({
  root: at('.'),
  configFile: false,
  logLevel: 'warn',
  // From the sources: what is packed is never an older build.
  resolve: { alias: [{ find: '../dist/index.js', replacement: at('src/index.ts') }] },
  ssr: { noExternal: true, resolve: { conditions: ['custodia-source', 'node', 'import', 'default'] } },
  build: {
    ssr: at('bin/verify-evidence.mjs'),
    outDir: at('dist/package'),
    target: 'node20',
    license: { fileName: 'LICENSES-OF-OTHERS.md' },
    rolldownOptions: { output: { entryFileNames: 'verify-evidence.mjs', codeSplitting: false } },
  },
});
const bin = { 'verify-evidence': 'verify-evidence.mjs' };
const engines = { node: '>=20.19' };
writeFileSync(
  at('dist/package/package.json'),
  `${JSON.stringify({ name, version, license, description, type: 'module', bin, engines }, null, 2)}\n`,
);
copyFileSync(at('README.md'), at('dist/package/README.md'));
copyFileSync(at('../../LICENSE'), at('dist/package/LICENSE'));
execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], { cwd: at('dist/package'), stdio: 'inherit' });
