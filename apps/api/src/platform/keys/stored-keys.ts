import { readFileSync } from 'node:fs';
import { ConfigError } from '../errors/config-error.js';
import { KeyFile, KeyStoreError, type KeyStore, type StoredKeys } from './key-store.js';

type Settings = Readonly<Record<string, string | undefined>>;

/** The key file that the settings name, if any. @throws ConfigError where its passphrase is missing */
export function keyFileOf(settings: Settings): KeyFile | undefined {
  const path = settings['KEY_FILE'];
  if (!path) return undefined;
  const passphrase = settings['KEY_FILE_PASSPHRASE'] ?? passphraseIn(settings['KEY_FILE_PASSPHRASE_FILE']);
  if (!passphrase)
    throw new ConfigError([
      {
        path: ['KEY_FILE_PASSPHRASE'],
        message: 'is missing; or name a readable file of it: KEY_FILE_PASSPHRASE_FILE',
      },
    ]);
  return new KeyFile(path, passphrase);
}

function passphraseIn(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // said by the caller
  }
}

/** @throws ConfigError where the file does not open, or a key is set in two places, of which one is out of date */
export function storedKeys(keyStore: KeyStore | undefined, settings: Settings): StoredKeys {
  if (!keyStore) return {};
  try {
    const stored = keyStore.read();
    const twice = Object.keys(stored).filter((name) => settings[name] !== undefined);
    if (twice.length === 0) return stored;
    throw new ConfigError(
      twice.map((name) => ({
        path: [name],
        message: 'lies in KEY_FILE: take it out of the environment',
      })),
    );
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    throw new ConfigError([{ path: ['KEY_FILE'], message: error.message.replace(/^KEY_FILE /, '') }]);
  }
}
