import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Wallet } from 'ethers';
import { DEMO_KEYS, givenSettings } from './config.js';
import { keyFileOf, STORABLE, type StoredKeys } from './platform/keys/index.js';

/**
 * Makes a key file of the keys that were in the environment so far. A node needs a key to act with and one to seal with:
 * where they are missing, they are made; those of a demo are the ones that everybody knows.
 * @returns what to say of it
 */
export function makeKeyFile(settings = givenSettings()): string {
  const file = keyFileOf(settings);
  if (!file) throw new Error('Say where: KEY_FILE, and KEY_FILE_PASSPHRASE or KEY_FILE_PASSPHRASE_FILE.');
  if (existsSync(file.path)) return `${file.path} is there already, and stays as it is.`;
  const missing: StoredKeys =
    settings['CUSTODIA_DEMO'] === '1'
      ? DEMO_KEYS
      : { OPERATOR_KEY: Wallet.createRandom().privateKey, SECRET_KEY: randomBytes(32).toString('hex') };
  const given = STORABLE.flatMap((name) => (settings[name] ? [[name, settings[name]] as const] : []));
  const keys = { ...missing, ...(Object.fromEntries(given) as StoredKeys) };
  file.write(keys);
  return `${file.path} holds ${Object.keys(keys).join(', ')}. Take them out of the environment, and keep a copy of the file and of its passphrase, apart from each other.`;
}
