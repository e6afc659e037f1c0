import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Wallet } from 'ethers';
import { demoAnchorKey, DEMO_KEYS } from './config-demo.js';
import { givenSettings } from './config.js';
import { CommandError } from './platform/errors/command-error.js';
import { keyFileOf, STORABLE, type StoredKeys } from './platform/keys/index.js';

type Settings = ReturnType<typeof givenSettings>;

/** Keys that have to be there: those of a demo are the ones that everybody knows. */
const MADE = {
  api: ({ CUSTODIA_DEMO: demo }: Settings): StoredKeys =>
    demo === '1'
      ? DEMO_KEYS
      : { OPERATOR_KEY: Wallet.createRandom().privateKey, SECRET_KEY: randomBytes(32).toString('hex') },
  node: (settings: Settings): StoredKeys => ({
    NODE_ANCHOR_KEY: demoAnchorKey(settings) ?? Wallet.createRandom().privateKey,
    NODE_KEM_KEY: randomBytes(32).toString('hex'),
    NODE_SIGN_KEY: randomBytes(32).toString('hex'),
  }),
};

/**
 * Makes a key file of the keys that were in the environment so far, and of new ones where some are missing that the
 * programs cannot do without.
 * @returns what to say of it
 */
export function makeKeyFile(of: keyof typeof MADE, settings = givenSettings()): string {
  const file = keyFileOf(settings);
  if (!file)
    throw new CommandError('Say where: KEY_FILE, and KEY_FILE_PASSPHRASE or KEY_FILE_PASSPHRASE_FILE.');
  if (existsSync(file.path)) return `${file.path} is there already, and stays as it is.`;
  const given = STORABLE[of].flatMap((name) => (settings[name] ? [[name, settings[name]] as const] : []));
  const keys = { ...MADE[of](settings), ...(Object.fromEntries(given) as StoredKeys) };
  file.write(keys);
  return `${file.path} holds ${Object.keys(keys).join(', ')}. Take them out of the environment, and keep a copy of the file and of its passphrase, apart from each other.`;
}
