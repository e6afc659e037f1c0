import { createRequire } from 'node:module';
import { EmbeddedError } from './embedded-error.js';

const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** The program itself, from the npm package of this platform: anvil's wrapper script would hide its signals. */
export function anvilBinary(): string {
  const name = `@foundry-rs/anvil-${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  try {
    // The platform packages are dependencies of @foundry-rs/anvil, not ours: resolve them from there.
    const wrapper = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json');
    return createRequire(wrapper).resolve(`${name}/bin/anvil`);
  } catch (cause) {
    throw new EmbeddedError(
      'BINARY_MISSING',
      `There is no embedded chain for this system (${name}). ` +
        'Run npm ci again without --omit=optional, or set LEDGER_RPC_URL.',
      { cause },
    );
  }
}
