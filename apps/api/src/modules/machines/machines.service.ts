import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { Credentials } from './credentials.js';
import { checkLimit, checkMachineName, checkScopes, expiryIn } from './machines.rules.js';
import { readPublicKey } from './public-key.rules.js';

/** One in use and one to come, while a key is changed without a break. */
const MOST_KEYS = 2;
const MOST_MACHINES = 50;

export interface WantedKey {
  readonly publicKey?: string | null;
  readonly days: number;
}

export interface NewMachine {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly requestsPerSecond?: number | null | undefined;
  readonly key: WantedKey;
}

/** What a machine may do from now on. */
export interface MachineRights {
  readonly scopes: readonly string[];
  /** Requests a second; null for the node's own limit. */
  readonly requestsPerSecond?: number | null;
}

/** A key that was made just now: `key` is shown this once, and absent where the machine keeps its own. */
export interface MadeKey {
  readonly machineId: string;
  readonly shown: string;
  readonly key: string | null;
}

export interface ShownMachine {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly requestsPerSecond: number | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly keys: {
    id: string;
    shown: string;
    alg: string | null;
    createdAt: Date;
    expiresAt: Date;
    lastUsedAt: Date | null;
  }[];
}

/** Who manages a site lets software in, changes its keys and shuts it out. */
@Injectable()
export class MachinesService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly credentials: Credentials,
    private readonly config: Config,
  ) {}

  /** Those of one's own site that are not revoked; there is a limit to how many there can be. */
  async ofSite({ siteId }: Actor): Promise<ShownMachine[]> {
    const rows = await this.database.query<ShownMachine[]>(
      `SELECT m.id, u.name, m.scopes, m.requests_per_second AS "requestsPerSecond", c.name AS "createdBy", m.created_at AS "createdAt",
              (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'shown', k.shown, 'alg', k.alg,
                        'createdAt', k.created_at, 'expiresAt', k.expires_at, 'lastUsedAt', k.last_used_at)
                      ORDER BY k.created_at DESC, k.id DESC), '[]')
               FROM machine_key k WHERE k.machine_id = m.id AND k.revoked_at IS NULL) AS keys
       FROM machine m JOIN app_user u ON u.id = m.id JOIN app_user c ON c.id = m.created_by
       WHERE m.site_id = $1 AND m.revoked_at IS NULL ORDER BY lower(u.name), m.id`,
      [siteId],
    );
    const time = (value: Date | null) => value && new Date(value);
    return rows.map((row) => ({
      ...row,
      keys: row.keys.map((key) => ({
        ...key,
        createdAt: time(key.createdAt)!,
        expiresAt: time(key.expiresAt)!,
        lastUsedAt: time(key.lastUsedAt),
      })),
    }));
  }

  /** @throws DomainError BAD_INPUT, PUBLIC_KEY_INVALID */
  create(actor: Actor, wanted: NewMachine): Promise<MadeKey> {
    const id = newId();
    const name = checkMachineName(wanted.name);
    const scopes = checkScopes(wanted.scopes, actor.roles);
    const perSecond = checkLimit(wanted.requestsPerSecond ?? null, this.config.rateLimitPerMachine);
    return this.work.run(actor, 'machine.create', async (tx) => {
      await this.assertNotTooMany(tx, actor);
      // It has no membership and no password, so that nobody can sign in as it.
      await tx.sql(
        `INSERT INTO app_user (id, email, name, locale, password_hash, machine, created_at)
         VALUES ($1, $2, $3, 'en', 'none', true, $4)`,
        [id, `${id}@machine.invalid`, name, tx.now],
      );
      await tx.sql(
        `INSERT INTO machine (id, site_id, scopes, requests_per_second, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, actor.siteId, scopes, perSecond, actor.userId, tx.now],
      );
      const key = await this.makeKey(tx, id, wanted.key);
      tx.audit({ type: 'machine', id }, { name, scopes, requestsPerSecond: perSecond, key: key.shown });
      return key;
    });
  }

  /** Holds from its next request on, tokens that it has included: rights are read afresh. @throws DomainError NOT_FOUND, BAD_INPUT */
  async change(actor: Actor, machineId: string, wanted: MachineRights): Promise<void> {
    await this.work.run(actor, 'machine.change', async (tx) => {
      const before = await this.lock(tx, actor, machineId);
      const scopes = checkScopes(wanted.scopes, actor.roles);
      const perSecond = checkLimit(wanted.requestsPerSecond ?? null, this.config.rateLimitPerMachine);
      await tx.sql('UPDATE machine SET scopes = $2, requests_per_second = $3 WHERE id = $1', [
        machineId,
        scopes,
        perSecond,
      ]);
      tx.audit({ type: 'machine', id: machineId }, { scopes, requestsPerSecond: perSecond, before });
    });
  }

  /** The old key goes on until it is revoked or expires. @throws DomainError NOT_FOUND, MACHINE_KEYS_FULL */
  addKey(actor: Actor, machineId: string, wanted: WantedKey): Promise<MadeKey> {
    return this.work.run(actor, 'machine.add-key', async (tx) => {
      await this.lock(tx, actor, machineId);
      const valid = await tx.sql(
        'SELECT 1 FROM machine_key WHERE machine_id = $1 AND revoked_at IS NULL AND expires_at > now()',
        [machineId],
      );
      if (valid.length >= MOST_KEYS)
        throw new DomainError(
          'MACHINE_KEYS_FULL',
          'This machine has two valid keys. Revoke the one that it no longer uses, then make another.',
        );
      const key = await this.makeKey(tx, machineId, wanted);
      tx.audit({ type: 'machine', id: machineId }, { key: key.shown });
      return key;
    });
  }

  /** Ends it, and the tokens that were given for it, at once. @throws DomainError NOT_FOUND */
  async revokeKey(actor: Actor, keyId: string): Promise<void> {
    await this.work.run(actor, 'machine.revoke-key', async (tx) => {
      const [ended] = isId(keyId)
        ? await tx.sql<{ machineId: string; shown: string }>(
            `UPDATE machine_key k SET revoked_at = $3 FROM machine m
             WHERE k.id = $1 AND m.id = k.machine_id AND m.site_id = $2 AND k.revoked_at IS NULL
             RETURNING k.machine_id AS "machineId", k.shown`,
            [keyId, actor.siteId, tx.now],
          )
        : [];
      if (!ended) throw notFound('key');
      tx.audit({ type: 'machine', id: ended.machineId }, { key: ended.shown });
    });
  }

  /** Its name stays beside what it did. @throws DomainError NOT_FOUND */
  async revoke(actor: Actor, machineId: string): Promise<void> {
    await this.work.run(actor, 'machine.revoke', async (tx) => {
      const [ended] = isId(machineId)
        ? await tx.sql(
            `UPDATE machine SET revoked_at = $3 WHERE id = $1 AND site_id = $2 AND revoked_at IS NULL RETURNING 1`,
            [machineId, actor.siteId, tx.now],
          )
        : [];
      if (!ended) throw notFound('machine');
      tx.audit({ type: 'machine', id: machineId });
    });
  }

  private async lock(
    tx: Tx,
    { siteId }: Actor,
    machineId: string,
  ): Promise<{ scopes: string[]; requestsPerSecond: number | null }> {
    const [machine] = isId(machineId)
      ? await tx.sql<{ scopes: string[]; requestsPerSecond: number | null }>(
          `SELECT scopes, requests_per_second AS "requestsPerSecond" FROM machine
           WHERE id = $1 AND site_id = $2 AND revoked_at IS NULL FOR UPDATE`,
          [machineId, siteId],
        )
      : [];
    if (!machine) throw notFound('machine');
    return machine;
  }

  private async makeKey(tx: Tx, machineId: string, wanted: WantedKey): Promise<MadeKey> {
    const keyId = newId();
    const expiresAt = expiryIn(wanted.days, tx.now);
    const insert = (shown: string, hash: Buffer | null, jwk: object | null, alg: string | null) =>
      tx.sql(
        `INSERT INTO machine_key (id, machine_id, shown, hash, public_key, alg, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [keyId, machineId, shown, hash, jwk && JSON.stringify(jwk), alg, tx.now, expiresAt],
      );
    if (wanted.publicKey?.trim()) {
      const { kid, jwk, alg } = readPublicKey(wanted.publicKey);
      await insert(kid, null, jwk, alg);
      return { machineId, shown: kid, key: null };
    }
    const { text, hash, shown } = this.credentials.makeKey(keyId);
    await insert(shown, hash, null, null);
    return { machineId, shown, key: text };
  }

  private async assertNotTooMany(tx: Tx, { siteId }: Actor): Promise<void> {
    const known = await tx.sql('SELECT 1 FROM machine WHERE site_id = $1 AND revoked_at IS NULL', [siteId]);
    if (known.length >= MOST_MACHINES)
      throw new DomainError('BAD_INPUT', `A site has at most ${MOST_MACHINES} machines. Revoke some first.`);
  }
}
