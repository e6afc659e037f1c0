export { HeldKeys, type LedgerKeys } from './held-keys.js';
export { KeyFile, KeyStoreError, STORABLE, type KeyStore, type StoredKeys } from './key-store.js';
export { keyFileOf } from './stored-keys.js';
