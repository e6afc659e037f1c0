import { newKeyPair, newSigningKey, type Holder, type KeyPair, type SigningKey } from '@custodia/vault';

/** The keys with which somebody at work reads and writes; they stay in this browser. */
export interface DeviceKeys {
  readonly kem: KeyPair;
  readonly sign: SigningKey;
  readonly holder: Holder;
}

const DATABASE = 'custodia-device';
const STORE = 'keys';

/** The keys of a person at a site in this browser; new ones where there are none. */
export async function deviceKeys(userId: string, siteId: string): Promise<DeviceKeys> {
  const name = `${userId} ${siteId}`;
  const database = await open();
  try {
    const known = await done<Kept | undefined>(database.transaction(STORE).objectStore(STORE).get(name));
    const keys = known ?? (await keptFirst(database, name));
    return { ...keys, holder: { kemKey: keys.kem.publicKey, signKey: keys.sign.publicKey } };
  } finally {
    database.close();
  }
}

type Kept = Pick<DeviceKeys, 'kem' | 'sign'>;

/** Two who ask at once both make keys; what is kept first counts for both. */
async function keptFirst(database: IDBDatabase, name: string): Promise<Kept> {
  const made: Kept = { kem: await newKeyPair(), sign: await newSigningKey() };
  const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
  const other = await done<Kept | undefined>(store.get(name));
  if (!other) await done(store.put(made, name));
  return other ?? made;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps no keys.'));
  });
}
