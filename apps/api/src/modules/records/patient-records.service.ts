import { Injectable } from '@nestjs/common';
import { createHash, randomInt } from 'node:crypto';
import { bytesToHex, hexToBytes } from '../../database/columns.js';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation, notFound } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import type { ExportForm } from './records.graphql.js';
import { checkKeybag, isCategory, newCode } from './request.rules.js';

const CODE_MS = 5 * 60_000;
const MOST_WRAP = 2_000;
const MOST_WRAPS = 200;
/** Of one record. Each access that is stopped begins one in each part of the record. */
const MOST_EPOCHS = 5_000;

export interface KeptKeybag {
  readonly pseudonym: string;
  readonly keybag: string;
  readonly version: number;
}

export interface KeptEpoch {
  readonly category: string;
  readonly epoch: number;
  readonly wrap: string;
}

/** What a patient's devices keep here for each other: sealed, and the owner's alone. */
@Injectable()
export class PatientRecordsService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /** The own record; null before there is one. */
  async own({ userId }: Actor) {
    const [row] = await this.database.query<
      { pseudonym: Buffer; keybag: Buffer; version: number; childhood: string | null }[]
    >(
      'SELECT pseudonym, keybag, keybag_version AS version, childhood FROM patient_record WHERE user_id = $1',
      [userId],
    );
    if (!row) return null;
    const epochs = await this.database.query<(KeptEpoch & { keptAt: Date })[]>(
      'SELECT category, epoch, wrap, kept_at AS "keptAt" FROM record_epoch WHERE user_id = $1 ORDER BY category, epoch',
      [userId],
    );
    return {
      pseudonym: bytesToHex(row.pseudonym),
      keybag: row.keybag.toString(),
      keybagVersion: row.version,
      epochs,
      childhood: row.childhood,
    };
  }

  /**
   * Takes the first keybag, or a later one: a version once kept is never replaced by the same or an older one, so that a
   * device that did not see a change cannot bring a removed unlocker back.
   * @throws DomainError BAD_INPUT, KEYBAG_OLDER
   */
  async keepKeybag(actor: Actor, { pseudonym, keybag, version }: KeptKeybag): Promise<void> {
    checkKeybag(pseudonym, keybag, version);
    await this.work.run(actor, 'record.keep', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId }, { version });
      const kept = await insertOrGrow(tx, actor.userId, { pseudonym, keybag, version });
      if (!kept)
        throw new DomainError(
          'KEYBAG_OLDER',
          'Another device changed what opens this record. Open it again and repeat the change.',
        );
    });
  }

  /** Adds keys of epochs. One that is kept stays: an epoch's key never changes. @throws DomainError BAD_INPUT, NOT_FOUND */
  async keepEpochs(actor: Actor, epochs: readonly KeptEpoch[]): Promise<void> {
    const isNone = ({ category, epoch, wrap }: KeptEpoch) =>
      !isCategory(category) || epoch < 1 || wrap.length > MOST_WRAP;
    if (epochs.length > MOST_WRAPS || epochs.some(isNone))
      throw new DomainError('BAD_INPUT', 'These are not keys of epochs.');
    await this.work.run(actor, 'record.keep', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId }, { epochs: epochs.length });
      await this.assertRecord(tx, actor);
      await tx.sql(
        `INSERT INTO record_epoch (user_id, category, epoch, wrap, kept_at)
         SELECT $1, u.category, u.epoch, u.wrap, $5 FROM unnest($2::text[], $3::int[], $4::text[]) AS u (category, epoch, wrap)
         ON CONFLICT DO NOTHING`,
        [
          actor.userId,
          epochs.map(({ category }) => category),
          epochs.map(({ epoch }) => epoch),
          epochs.map(({ wrap }) => wrap),
          tx.now,
        ],
      );
      const [kept] = await tx.sql<{ count: number }>(
        'SELECT count(*)::int AS count FROM record_epoch WHERE user_id = $1',
        [actor.userId],
      );
      if (kept!.count > MOST_EPOCHS)
        throw new DomainError(
          'TOO_MANY',
          'No record has keys of so many epochs. Take it along, and begin anew.',
        );
    });
  }

  /** Keeps that the record is a child's, as the device sealed it, or that it is none. @throws DomainError BAD_INPUT, NOT_FOUND */
  async keepChildhood(actor: Actor, childhood: string | null): Promise<void> {
    if (childhood !== null && childhood.length > MOST_WRAP)
      throw new DomainError('BAD_INPUT', 'This is larger than what is to be kept.');
    await this.work.run(actor, 'record.keep', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId });
      await this.assertRecord(tx, actor);
      await tx.sql('UPDATE patient_record SET childhood = $2, changed_at = $3 WHERE user_id = $1', [
        actor.userId,
        childhood,
        tx.now,
      ]);
    });
  }

  /** A code for a desk; the one before it no longer counts. @throws DomainError NOT_FOUND without a record */
  async newCode(actor: Actor): Promise<{ code: string; expiresAt: Date }> {
    const code = newCode(randomInt);
    return this.work.run(actor, 'record.show-code', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId });
      await this.assertRecord(tx, actor);
      const expiresAt = new Date(tx.now.getTime() + CODE_MS);
      await tx.sql('DELETE FROM record_code WHERE user_id = $1 OR expires_at < $2', [actor.userId, tx.now]);
      await tx.sql('INSERT INTO record_code (code_hash, user_id, expires_at) VALUES ($1, $2, $3)', [
        hashOfCode(code),
        actor.userId,
        expiresAt,
      ]);
      return { code, expiresAt };
    });
  }

  /** Nothing is exported here: only the patient's device can open the record. @throws DomainError NOT_FOUND without a record */
  async consentToExport(actor: Actor, form: ExportForm): Promise<void> {
    await this.work.run(actor, 'record.export', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId }, { form });
      await this.assertRecord(tx, actor);
    });
  }

  /**
   * Deletes what is kept of the record, and the account with it. What this node put on the ledger stays there as random
   * words, and no row links them to anybody.
   */
  async erase(actor: Actor): Promise<void> {
    await this.work.run(actor, 'record.erase', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId });
      // What was told of its requests names them.
      await tx.sql(
        `DELETE FROM domain_event WHERE type IN ('record.asked', 'record.consent') AND payload->>'requestId' IN (
           SELECT q.id::text FROM access_request q JOIN record_pairing p ON p.id = q.pairing_id WHERE p.user_id = $1)`,
        [actor.userId],
      );
      await tx.sql('DELETE FROM patient_record WHERE user_id = $1', [actor.userId]);
      await tx.sql(
        `UPDATE app_user SET email = 'erased-' || id, name = '', password_hash = '', pin_hash = NULL, patient = false
         WHERE id = $1`,
        [actor.userId],
      );
      await tx.sql('DELETE FROM session WHERE user_id = $1', [actor.userId]);
      for (const factor of ['passkey', 'totp', 'recovery_code'])
        await tx.sql(`DELETE FROM ${factor} WHERE user_id = $1`, [actor.userId]);
    });
  }

  private async assertRecord(tx: Tx, { userId }: Actor): Promise<void> {
    const [row] = await tx.sql('SELECT 1 FROM patient_record WHERE user_id = $1', [userId]);
    if (!row) throw notFound('record');
  }
}

/** A code is kept as its hash: who reads the table cannot go to a desk. */
export function hashOfCode(code: string): Buffer {
  return createHash('sha256').update(`custodia/record-code/v1/${code}`).digest();
}

async function insertOrGrow(tx: Tx, userId: string, { pseudonym, keybag, version }: KeptKeybag) {
  try {
    const [kept] = await tx.sql(
      `INSERT INTO patient_record AS r (user_id, pseudonym, keybag, keybag_version, created_at, changed_at)
       VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (user_id) DO UPDATE SET keybag = $3, keybag_version = $4, changed_at = $5
       WHERE r.keybag_version < $4 AND r.pseudonym = $2
       RETURNING user_id`,
      [userId, hexToBytes(pseudonym), Buffer.from(keybag), version, tx.now],
    );
    return kept !== undefined;
  } catch (error) {
    if (isUniqueViolation(error, 'patient_record_pseudonym')) return false;
    throw error;
  }
}
