import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync, renameSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Keys by the names of their settings, such as OPERATOR_KEY. */
export type StoredKeys = Readonly<Record<string, string>>;

/** Where a node's keys are kept. Whatever else is to keep them (a vault, a cloud's secrets) implements this. */
export interface KeyStore {
  /** @throws KeyStoreError */
  read(): StoredKeys;
  write(keys: StoredKeys): void;
  /** Tells when other keys may lie there. @returns what ends it */
  watch(changed: () => void): () => void;
}

export class KeyStoreError extends Error {
  override readonly name = 'KeyStoreError';
}

/** What may lie in a store: of the API and the worker, and of a release node. */
export const STORABLE = {
  api: [
    'OPERATOR_KEY',
    'OPERATOR_KEY_NEXT',
    'REGULATOR_KEY',
    'REGULATOR_APPROVER_KEY',
    'MAKER_PROPOSER_KEY',
    'MAKER_APPROVER_KEY',
    'SECRET_KEY',
    'SECRET_KEY_PREVIOUS',
    'PUSH_KEY',
  ],
  node: ['NODE_ANCHOR_KEY', 'NODE_KEM_KEY', 'NODE_SIGN_KEY'],
} as const;

/** What scrypt costs. */
interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

// OWASP Password Storage Cheat Sheet: scrypt with N = 2^17, r = 8, p = 1, which takes 128 MiB.
const COST = { N: 2 ** 17, r: 8, p: 1 };
const MOST_MEMORY = 256 * 1024 * 1024;
const MOST_COST = 2 ** 20;
/** Looked at, not listened to: also where the file comes from another machine, or is exchanged as a whole. */
const LOOK_MS = 1_000;
const ABOUT = Buffer.from('custodia/key-file/v1');

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const keyFile = z.object({
  version: z.literal(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z.number().int().min(2).max(MOST_COST),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
    salt: base64,
  }),
  cipher: z.object({ name: z.literal('aes-256-gcm'), nonce: base64, tag: base64 }),
  sealed: base64,
});

/** Keys in one file, sealed with AES-256-GCM under a key that scrypt makes of a passphrase. */
export class KeyFile implements KeyStore {
  /** Kept with its salt, so that nothing stands still while a file is read or written once more. */
  #derived: { readonly salt: Buffer; readonly cost: Cost; readonly key: Buffer } | undefined;

  constructor(
    readonly path: string,
    private readonly passphrase: string,
    private readonly cost: Cost = COST,
  ) {}

  read(): StoredKeys {
    const file = keyFile.safeParse(jsonOf(this.path));
    if (!file.success) throw new KeyStoreError('KEY_FILE is no key file of this version.');
    const { kdf, cipher, sealed } = file.data;
    try {
      const open = createDecipheriv('aes-256-gcm', this.keyOf(kdf.salt, kdf), cipher.nonce, {
        authTagLength: 16,
      });
      open.setAAD(ABOUT).setAuthTag(cipher.tag);
      const plain = Buffer.concat([open.update(sealed), open.final()]).toString();
      return z
        .partialRecord(z.enum([...STORABLE.api, ...STORABLE.node]), z.string())
        .parse(JSON.parse(plain)) as StoredKeys;
    } catch {
      throw new KeyStoreError('KEY_FILE does not open: the passphrase is another, or the file was changed.');
    }
  }

  /** Beside the file first: whoever reads meanwhile, or after a crash, finds the old keys or the new, never half. */
  write(keys: StoredKeys): void {
    const salt = isSame(this.#derived?.cost, this.cost) ? this.#derived!.salt : randomBytes(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(salt, this.cost), nonce).setAAD(ABOUT);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(keys)), cipher.final()]);
    const text = (bytes: Buffer) => bytes.toString('base64');
    const file = {
      version: 1,
      kdf: { name: 'scrypt', ...this.cost, salt: text(salt) },
      cipher: { name: 'aes-256-gcm', nonce: text(nonce), tag: text(cipher.getAuthTag()) },
      sealed: text(sealed),
    };
    const beside = `${this.path}.new`;
    writeFileSync(beside, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(beside, this.path);
  }

  watch(changed: () => void): () => void {
    const told = () => changed();
    watchFile(this.path, { interval: LOOK_MS, persistent: false }, told);
    return () => unwatchFile(this.path, told);
  }

  private keyOf(salt: Buffer, { N, r, p }: Cost): Buffer {
    const known = this.#derived;
    if (known?.salt.equals(salt) && isSame(known.cost, { N, r, p })) return known.key;
    const key = scryptSync(this.passphrase, salt, 32, { N, r, p, maxmem: MOST_MEMORY });
    this.#derived = { salt, cost: { N, r, p }, key };
    return key;
  }
}

function isSame(one: Cost | undefined, { N, r, p }: Cost): boolean {
  return one?.N === N && one.r === r && one.p === p;
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new KeyStoreError(
      'KEY_FILE cannot be read. Make one with the command keys:make, of a release node keys:make-node.',
    );
  }
}
