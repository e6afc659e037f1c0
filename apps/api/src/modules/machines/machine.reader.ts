import { machineCan, type Permission } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import type { JsonWebKey } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { prepared, statement } from '../../database/prepared.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { together } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { joinStanding, STANDING, type Standing } from '../parties/index.js';
import { opens, type Brought } from './credentials.js';
import type { Algorithm } from './public-key.rules.js';

interface MachineRow extends Standing {
  keyId: string;
  hash: Buffer | null;
  lastUsedAt: Date | null;
  userId: string;
  userName: string;
  scopes: Permission[];
  perSecond: number | null;
  demo: boolean;
}

const MACHINES = statement({
  name: 'machines',
  text: `
  SELECT a.n, found.*
  FROM unnest($1::uuid[]) WITH ORDINALITY AS a (key_id, n)
  CROSS JOIN LATERAL (
    SELECT k.id AS "keyId", k.hash, k.last_used_at AS "lastUsedAt", m.id AS "userId", u.name AS "userName", m.scopes,
           m.requests_per_second AS "perSecond", ${STANDING}, c.demo
    FROM machine_key k
    JOIN machine m ON m.id = k.machine_id
    JOIN app_user u ON u.id = m.id
    JOIN app_user c ON c.id = m.created_by
    ${joinStanding('m.site_id')}
    WHERE k.id = a.key_id AND k.revoked_at IS NULL AND k.expires_at > now() AND m.revoked_at IS NULL LIMIT 1) found`,
});

export interface FoundMachine {
  readonly actor: Actor;
  readonly keyId: string;
  readonly lastUsedAt: Date | null;
  /** How many requests it may send a second, where it is less than the node lets any machine. */
  readonly perSecond: number | null;
}

/** Makes the actor of a machine. Everything is read afresh for every request: what was revoked is gone. */
@Injectable()
export class MachineReader {
  readonly #rowOf: (keyId: string) => Promise<MachineRow | null>;

  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
  ) {
    this.#rowOf = together(async (ids) => {
      const rows = await prepared<MachineRow & { n: number }>(database, MACHINES, [ids]);
      const found = new Map(rows.map(({ n, ...row }) => [n, row]));
      return ids.map((_, index) => found.get(index + 1) ?? null);
    });
  }

  /**
   * @returns null for a key that is unknown, revoked or expired, and outside of a demo for what its people made.
   * @throws DomainError PARTY_NOT_ACTIVE: a machine of a site that is suspended or not admitted does not even read.
   */
  async find(brought: Brought): Promise<FoundMachine | null> {
    const row = await this.#rowOf(brought.keyId);
    if (!row || !opens(brought, row.hash) || (row.demo && !this.config.demo)) return null;
    if (!row.active)
      throw new DomainError(
        'PARTY_NOT_ACTIVE',
        'The site of this machine is suspended or not admitted yet: its machines are stopped. Ask the authority.',
      );
    const { keyId, hash: _, lastUsedAt, perSecond, scopes, demo: __, ...who } = row;
    const can = (permission: Permission) => machineCan({ ...who, scopes }, permission);
    return {
      keyId,
      lastUsedAt,
      perSecond,
      actor: { ...who, machine: true, duties: [], locale: 'en', sessionId: keyId, can },
    };
  }

  /** The public key under which a machine signs. */
  async signingKey(
    machineId: string,
    kid: string,
  ): Promise<{ id: string; alg: Algorithm; jwk: JsonWebKey } | undefined> {
    if (!isId(machineId)) return undefined;
    const [key] = await this.database.query<{ id: string; alg: Algorithm; jwk: JsonWebKey }[]>(
      `SELECT k.id, k.alg, k.public_key AS jwk FROM machine_key k JOIN machine m ON m.id = k.machine_id
       WHERE m.id = $1 AND k.shown = $2 AND k.public_key IS NOT NULL AND k.revoked_at IS NULL
         AND k.expires_at > now() AND m.revoked_at IS NULL`,
      [machineId, kid],
    );
    return key;
  }
}
