import { ConfigError } from './platform/errors/config-error.js';
import type { StoredKeys } from './platform/keys/index.js';

// What a demo is set to where nobody sets it, and what is refused anywhere else.

/** The first five accounts of every anvil chain. Public knowledge, for the demo only. */
export const DEMO_DEFAULTS = {
  OPERATOR_KEY: '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  REGULATOR_KEY: '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  MAKER_PROPOSER_KEY: '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a',
  MAKER_APPROVER_KEY: '0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6',
  REGULATOR_APPROVER_KEY: '0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a',
  SECRET_KEY: '00'.repeat(31) + '01',
  PUSH_KEY: '00'.repeat(31) + '02',
};

/** The next three accounts: those of the demo's release nodes. */
export const DEMO_ANCHOR_KEYS = [
  '0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba',
  '0x92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e',
  '0x4bbbf85ce3377467afe5d46f804f221813b2bb87f24d81f60f1fcdbf7cbf4356',
] as const;

/** The one of a node of the demo, by the number that its name ends with. */
export function demoAnchorKey(settings: Record<string, string | undefined>): string | undefined {
  if (settings['CUSTODIA_DEMO'] !== '1') return undefined;
  return DEMO_ANCHOR_KEYS[Number(/\d+$/.exec(settings['NODE_ID'] ?? '')?.[0]) - 1];
}

/** In a demo, people try operations of their own. */
export const DEMO_OPERATIONS = 'any';

/** The keys of the demo, by their settings. */
export const DEMO_KEYS: StoredKeys = DEMO_DEFAULTS;

const KNOWN_KEYS = new Set(Object.values(DEMO_DEFAULTS));

export const KNOWN_KEY = 'is a key of the demo, which everybody knows. Make one of your own';

/** Settings that were tried in a demo are easily taken along. @throws ConfigError */
export function refuseKnownKeys(given: Record<string, string | undefined>): void {
  const known = Object.keys(DEMO_DEFAULTS).filter((name) => KNOWN_KEYS.has(given[name]?.toLowerCase() ?? ''));
  if (known.length === 0) return;
  throw new ConfigError(known.map((name) => ({ path: [name], message: KNOWN_KEY })));
}
