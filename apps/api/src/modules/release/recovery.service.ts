import { createHash } from 'node:crypto';
import {
  RECOVERY_DELAY,
  canonicalBytes,
  handOver,
  mayRecover,
  readPatientCall,
  readRecoveryKit,
  type Json,
  type Pseudonym,
} from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLogWriter, holdPatient, unknownPatient } from './access-log.js';
import { expectAction, recoveryArgument, recoveryBody } from './bodies.js';
import { now, useOnce } from './calls.js';
import { NodeKeys } from './node-keys.js';
import { NodeError } from './node.errors.js';
import { OwnLedger } from './own-ledger.js';
import { inTransaction, sqlOf, type Sql } from './sql.js';

/** Recoveries of one patient that may wait at a time: asking costs nothing, so that it is bounded. */
const MOST_OPEN = 5;

interface RecoveryRow {
  readonly recovery_key: string;
  /** Unix time in seconds. */
  readonly asked_at: number;
  readonly cancelled: boolean;
}

const ROWS = `SELECT recovery_key, extract(epoch FROM asked_at)::bigint AS asked_at, cancelled
  FROM recovery WHERE pseudonym = $1`;

/** A node's part in recovery by contacts: it waits two days, in which any device of the patient can cancel. */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
  ) {}

  /** Takes the patient's kit in place of the one before it; who asked for the old one has to ask again. */
  async keep(pseudonym: Pseudonym, body: Buffer): Promise<{ id: string }> {
    const call = await readPatientCall(body, pseudonym);
    const bytes = canonicalBytes(expectAction(call, 'recovery-kit'));
    const kit = await readRecoveryKit(bytes, await this.ledger.realm(), pseudonym);
    await inTransaction(this.database, async (sql) => {
      await useOnce(sql, this.keys.id, call);
      await holdPatient(sql, pseudonym);
      await sql('DELETE FROM recovery WHERE pseudonym = $1', [pseudonym]);
      await sql(
        `INSERT INTO recovery_kit (pseudonym, kit) VALUES ($1, $2)
         ON CONFLICT (pseudonym) DO UPDATE SET kit = excluded.kit`,
        [pseudonym, Buffer.from(bytes)],
      );
    });
    return { id: Buffer.from(kit.id).toString('base64url') };
  }

  /** Begins the two days. Asking again for the same key begins nothing anew. @throws NodeError NO_RECOVERY, TOO_MANY */
  async ask(pseudonym: Pseudonym, body: Buffer): Promise<{ askedAt: number; readyAt: number; kit: Json }> {
    const recoveryKey = recoveryBody(body);
    const realm = await this.ledger.realm();
    return inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, pseudonym);
      const kit = await kitOf(sql, pseudonym);
      const open = await sql<RecoveryRow>(`${ROWS} AND NOT cancelled`, [pseudonym]);
      let row = (await sql<RecoveryRow>(`${ROWS} AND recovery_key = $2`, [pseudonym, recoveryKey]))[0];
      if (!row) {
        if (open.length >= MOST_OPEN) throw tooMany();
        await sql('INSERT INTO recovery (pseudonym, recovery_key) VALUES ($1, $2)', [pseudonym, recoveryKey]);
        const line = recoveryLine('asked', recoveryKey);
        await new AccessLogWriter(this.keys.id, realm).append(sql, patient, line);
        row = { recovery_key: recoveryKey, asked_at: now(), cancelled: false };
      }
      if (row.cancelled) throw cancelled();
      const askedAt = row.asked_at;
      return { askedAt, readyAt: askedAt + RECOVERY_DELAY, kit: JSON.parse(String(kit)) as Json };
    });
  }

  /** What was asked for, for the patient's devices. */
  async list(pseudonym: Pseudonym, body: Buffer) {
    const call = await readPatientCall(body, pseudonym);
    expectAction(call, 'recoveries');
    const sql = sqlOf(this.database);
    await useOnce(sql, this.keys.id, call);
    const rows = await sql<RecoveryRow>(`${ROWS} ORDER BY asked_at`, [pseudonym]);
    return {
      recoveries: rows.map(({ recovery_key: recoveryKey, asked_at: askedAt, cancelled: isCancelled }) => ({
        recoveryKey,
        askedAt,
        readyAt: askedAt + RECOVERY_DELAY,
        cancelled: isCancelled,
      })),
    };
  }

  /** Ends a recovery for good. */
  async cancel(pseudonym: Pseudonym, body: Buffer): Promise<{ cancelled: true }> {
    const call = await readPatientCall(body, pseudonym);
    const { recoveryKey } = recoveryArgument(call, 'recovery-cancel');
    const realm = await this.ledger.realm();
    await inTransaction(this.database, async (sql) => {
      await useOnce(sql, this.keys.id, call);
      const patient = await holdPatient(sql, pseudonym);
      const changed = await sql(
        `UPDATE recovery SET cancelled = true WHERE pseudonym = $1 AND recovery_key = $2 AND NOT cancelled RETURNING 1`,
        [pseudonym, recoveryKey],
      );
      if (changed.length === 0) return;
      const line = recoveryLine('cancelled', recoveryKey);
      await new AccessLogWriter(this.keys.id, realm).append(sql, patient, line);
    });
    return { cancelled: true };
  }

  /** Hands over this node's share once the two days are over; logged before. */
  async share(pseudonym: Pseudonym, body: Buffer) {
    const recoveryKey = recoveryBody(body);
    const realm = await this.ledger.realm();
    const { kit, place } = await inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, pseudonym);
      const [row] = await sql<RecoveryRow>(`${ROWS} AND recovery_key = $2`, [pseudonym, recoveryKey]);
      if (!row) throw noRecovery();
      if (row.cancelled) throw cancelled();
      if (!mayRecover({ askedAt: row.asked_at, cancelled: row.cancelled }, now())) {
        const readyAt = row.asked_at + RECOVERY_DELAY;
        const message = 'A recovery waits for two days, so that the owner can stop it. Come back then.';
        throw new NodeError('RECOVERY_TOO_EARLY', message, { readyAt });
      }
      const bytes = await kitOf(sql, pseudonym);
      const line = recoveryLine('handed-over', recoveryKey);
      await new AccessLogWriter(this.keys.id, realm).append(sql, patient, line);
      return { kit: await readRecoveryKit(bytes, realm, pseudonym), place: patient.place };
    });
    const to = new Uint8Array(Buffer.from(recoveryKey, 'base64url'));
    const sealed = await handOver(kit, { by: 'node', index: place }, this.keys.kem.privateKey, to);
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    return { by: 'node', index: place, sealed: { enc: text(sealed.enc), ct: text(sealed.ct) } } as const;
  }
}

async function kitOf(sql: Sql, pseudonym: Pseudonym): Promise<Buffer> {
  const [row] = await sql<{ kit: Buffer | null }>(
    'SELECT kit FROM patient LEFT JOIN recovery_kit USING (pseudonym) WHERE pseudonym = $1',
    [pseudonym],
  );
  if (!row) throw unknownPatient();
  if (!row.kit) throw noRecovery();
  return row.kit;
}

/** The nodes' lines about one recovery are paired by its key. */
function recoveryLine(reason: 'asked' | 'cancelled' | 'handed-over', recoveryKey: string) {
  const hash = createHash('sha256').update('custodia/recovery/v1').update(recoveryKey).digest('hex');
  return { event: 'recovery', time: now(), reason, requestHash: `0x${hash}` } as const;
}

function noRecovery(): NodeError {
  return new NodeError(
    'NO_RECOVERY',
    'No contacts were named for this record, or nobody asked for this recovery.',
  );
}

function cancelled(): NodeError {
  return new NodeError('RECOVERY_CANCELLED', 'The owner of this record stopped this recovery.');
}

function tooMany(): NodeError {
  return new NodeError(
    'TOO_MANY',
    'Several recoveries of this record wait already. Its owner can cancel them.',
  );
}
