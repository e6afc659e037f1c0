import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { systemActor } from '../access/index.js';
import { newId } from '../ids/index.js';
import { UnitOfWork } from '../work/index.js';
import { openWithAny, secretKeysFor, type SecretKeys } from './secret-keys.js';
import { decrypt, encrypt, keyIdOf, openValue, sealValue, type Place } from './sealed-value.js';

const KEY_BYTES = 32;
const SEALS_FOR_MS = 90 * 86_400_000;

interface KeyRow {
  id: string;
  wrapped: Buffer;
}

/** The data key that seals now. */
interface SealingKey {
  readonly id: string;
  readonly createdAt: Date;
}

/**
 * Envelope encryption of columns: values are sealed with data keys, data keys with a key that only the configuration
 * holds. A data key seals for 90 days and then only opens; nothing has to be sealed anew. Where the configured key is
 * changed, the data keys are wrapped anew, and nothing else.
 */
@Injectable()
export class ColumnSeal {
  readonly #wrappings: SecretKeys;
  readonly #keys = new Map<string, Buffer>();
  #sealing: SealingKey | undefined;
  #finding: Promise<SealingKey> | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    config: Config,
  ) {
    this.#wrappings = secretKeysFor(config, 'custodia/data-keys/v1');
  }

  async seal(place: Place, plain: Uint8Array): Promise<Buffer> {
    const { id } = await this.sealingKey();
    return sealValue(plain, id, await this.key(id), place);
  }

  /** @throws Error when the place is another, a bit was changed, or the configured key is not the one that sealed. */
  async open(place: Place, sealed: Buffer): Promise<Buffer> {
    return openValue(sealed, await this.key(keyIdOf(sealed)), place);
  }

  /** What somebody wrote, as `seal` does; nothing stays nothing. */
  async sealWords(place: Place, words: string | null | undefined): Promise<Buffer | null> {
    return words ? this.seal(place, Buffer.from(words)) : null;
  }

  /** @throws Error as `open` */
  async openWords(place: Place, sealed: Buffer | null): Promise<string | null> {
    return sealed && (await this.open(place, sealed)).toString();
  }

  /** Wraps with the configured key what the one before has wrapped. Can be repeated. @returns how many data keys */
  async rewrap(): Promise<number> {
    const [newest] = this.#wrappings;
    return this.work.run(systemActor('secrets'), 'secret.rewrap', async (tx) => {
      const rows = await tx.sql<KeyRow>('SELECT id, wrapped FROM data_key ORDER BY id FOR UPDATE');
      let wrapped = 0;
      for (const row of rows) {
        const by = openWithAny(this.#wrappings, (wrapping) => {
          const key = decrypt(row.wrapped, wrapping, boundTo(row.id));
          return { key, isNewest: wrapping === newest };
        });
        if (by.isNewest) continue;
        await tx.sql('UPDATE data_key SET wrapped = $2 WHERE id = $1', [
          row.id,
          encrypt(by.key, newest, boundTo(row.id)),
        ]);
        tx.audit({ type: 'data-key', id: row.id });
        wrapped += 1;
      }
      return wrapped;
    });
  }

  /** Kept while it seals: what is sealed within a transaction asks nothing on a second connection. */
  private async sealingKey(): Promise<SealingKey> {
    if (this.#sealing && isYoung(this.#sealing)) return this.#sealing;
    // One question for all who come meanwhile, so that they do not make a key each.
    this.#finding ??= this.find().finally(() => (this.#finding = undefined));
    this.#sealing = await this.#finding;
    return this.#sealing;
  }

  private async find(): Promise<SealingKey> {
    const [newest] = await this.database.query<SealingKey[]>(
      'SELECT id, created_at AS "createdAt" FROM data_key ORDER BY created_at DESC, id LIMIT 1',
    );
    return newest && isYoung(newest) ? newest : this.make();
  }

  private async make(): Promise<SealingKey> {
    const id = newId();
    const key = randomBytes(KEY_BYTES);
    const wrapped = encrypt(key, this.#wrappings[0], boundTo(id));
    const createdAt = await this.work.run(systemActor('secrets'), 'secret.make-key', async (tx) => {
      tx.audit({ type: 'data-key', id });
      await tx.sql('INSERT INTO data_key (id, wrapped, created_at) VALUES ($1, $2, $3)', [
        id,
        wrapped,
        tx.now,
      ]);
      return tx.now;
    });
    this.#keys.set(id, key);
    return { id, createdAt };
  }

  private async key(id: string): Promise<Buffer> {
    const known = this.#keys.get(id);
    if (known) return known;
    const [row] = await this.database.query<KeyRow[]>('SELECT id, wrapped FROM data_key WHERE id = $1', [id]);
    if (!row) throw new Error(`There is no data key ${id}`);
    const key = openWithAny(this.#wrappings, (wrapping) => decrypt(row.wrapped, wrapping, boundTo(id)));
    this.#keys.set(id, key);
    return key;
  }
}

function isYoung({ createdAt }: SealingKey): boolean {
  return Date.now() - createdAt.getTime() < SEALS_FOR_MS;
}

function boundTo(id: string): Buffer {
  return Buffer.from(`custodia/data-key/v1/${id}`);
}
