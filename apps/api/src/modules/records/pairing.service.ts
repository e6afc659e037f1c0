import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bytesToHex } from '../../database/columns.js';
import { NO_SITE, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { hashOfCode } from './patient-records.service.js';
import { readCode } from './request.rules.js';

const WINDOW_MINUTES = 15;
const MOST_FAILURES = 10;
export const WRONG_CODE =
  'This code opens nothing: it is mistyped, was used, or is older than five minutes. Ask the patient for a new one.';

export interface Pairing {
  readonly id: string;
  readonly pseudonym: string;
  readonly ownNumber: string;
  readonly createdAt: Date;
}

type Row = Omit<Pairing, 'pseudonym'> & { pseudonym: Buffer };

const PAIRING = `p.id, r.pseudonym, p.own_number AS "ownNumber", p.created_at AS "createdAt"
  FROM record_pairing p JOIN patient_record r ON r.user_id = p.user_id`;

/** Which patients a site knows: those who showed a code at its desk. Nobody is found by a name. */
@Injectable()
export class PairingService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /** The patients of the actor's site, the latest first. */
  async all({ siteId }: Actor): Promise<Pairing[]> {
    const rows = await this.database.query<Row[]>(
      `SELECT ${PAIRING} WHERE p.site_id = $1 ORDER BY p.created_at DESC, p.id LIMIT 100`,
      [siteId],
    );
    return rows.map(view);
  }

  /**
   * Takes the code that a patient shows; it works once. A patient who was here before keeps the site's number.
   * @throws DomainError RECORD_CODE_WRONG, TOO_MANY after ten wrong ones within a quarter of an hour, BAD_INPUT
   */
  async pair(actor: Actor, asked: { code: string; ownNumber: string }): Promise<Pairing> {
    const ownNumber = asked.ownNumber.trim();
    if (ownNumber.length > 40)
      throw new DomainError('BAD_INPUT', 'Your own number has 40 characters at most.');
    const paired = await this.work.run(actor, 'record.pair', async (tx) => {
      await refuseGuessing(tx, actor);
      const userId = await takeCode(tx, asked.code);
      if (!userId) {
        tx.audit({ type: 'site', id: actor.siteId }, { wrongCode: true });
        await countFailure(tx, actor);
        return undefined;
      }
      const [row] = await tx.sql<{ id: string }>(
        `INSERT INTO record_pairing AS p (id, site_id, user_id, own_number, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (site_id, user_id) DO UPDATE
         SET own_number = CASE WHEN $4 = '' THEN p.own_number ELSE $4 END, created_at = $5
         RETURNING id`,
        [newId(), actor.siteId, userId, ownNumber, tx.now],
      );
      tx.audit({ type: 'record-pairing', id: row!.id });
      const [found] = await tx.sql<Row>(`SELECT ${PAIRING} WHERE p.id = $1`, [row!.id]);
      return view(found!);
    });
    if (paired) return paired;
    throw new DomainError('RECORD_CODE_WRONG', WRONG_CODE);
  }
}

function view({ pseudonym, ...rest }: Row): Pairing {
  return { ...rest, pseudonym: bytesToHex(pseudonym) };
}

/** Whose code it is; it works once. */
export async function takeCode(tx: Tx, text: string): Promise<string | undefined> {
  const code = readCode(text);
  if (!code) return undefined;
  const [taken] = await tx.sql<{ userId: string }>(
    'DELETE FROM record_code WHERE code_hash = $1 AND expires_at > $2 RETURNING user_id AS "userId"',
    [hashOfCode(code), tx.now],
  );
  return taken?.userId;
}

/** A code that opened nothing: counted against the site or, of a carer, against the account. */
export async function countFailure(tx: Tx, actor: Actor): Promise<void> {
  await tx.sql('INSERT INTO record_code_failure (site_id, user_id, at) VALUES ($1, $2, $3)', [
    ...guesser(actor),
    tx.now,
  ]);
}

/** @throws DomainError TOO_MANY after ten wrong codes within a quarter of an hour */
export async function refuseGuessing(tx: Tx, actor: Actor): Promise<void> {
  const [failures] = await tx.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM record_code_failure
     WHERE (site_id = $1 OR user_id = $2) AND at > $3::timestamptz - make_interval(mins => ${WINDOW_MINUTES})`,
    [...guesser(actor), tx.now],
  );
  if (failures!.count < MOST_FAILURES) return;
  throw new DomainError('TOO_MANY', 'Too many wrong patient codes. Wait a few minutes.', {
    retryAfterSeconds: WINDOW_MINUTES * 60,
  });
}

function guesser({ siteId, userId }: Actor): readonly [string | null, string | null] {
  return siteId === NO_SITE ? [null, userId] : [siteId, null];
}
