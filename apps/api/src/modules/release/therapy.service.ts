import { createHmac } from 'node:crypto';
import { Role } from '@custodia/ledger';
import {
  dayOf,
  readTherapyCheck,
  readTherapySupplies,
  type Pseudonym,
  type TherapyCheck,
  type TherapySupply,
} from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLogWriter, holdPatient, takesDenial, type Happening } from './access-log.js';
import { now, useOnce } from './calls.js';
import { NodeKeys } from './node-keys.js';
import { NodeError, refused } from './node.errors.js';
import { OwnLedger } from './own-ledger.js';
import { inTransaction, type Sql } from './sql.js';
import { WritersService } from './writers.service.js';

/** Medicines of one patient that one site may ask about in a day: some baskets, and no list of what there is. */
export const MOST_ASKED = 30;
const WINDOW = '1 day';

/** Whether a medicine is taken already, answered by tags: which medicine that is, a node never learns. */
@Injectable()
export class TherapyService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
    private readonly writers: WritersService,
  ) {}

  /** Takes tags of what a pharmacy gave out; the same again is the same. @throws NodeError BAD_INPUT, UNKNOWN_PATIENT, WRITER_UNKNOWN */
  async put(pseudonym: Pseudonym, body: Buffer): Promise<{ taken: number }> {
    const { certificate, supplies } = await readTherapySupplies(body, pseudonym);
    // What begins far ahead would never end, and so never go; a clock may be a day ahead.
    if (supplies.some(({ from }) => from > dayOf(now()) + 1))
      throw new NodeError('BAD_INPUT', 'A supply begins on the day on which it is given out.');
    await this.writers.partyOf(certificate, Role.Pharmacy);
    await inTransaction(this.database, async (sql) => {
      await holdPatient(sql, pseudonym);
      await sql('DELETE FROM therapy_supply WHERE pseudonym = $1 AND until_day < $2', [
        pseudonym,
        dayOf(now()),
      ]);
      await sql(
        `INSERT INTO therapy_supply (pseudonym, tag, from_day, until_day)
         SELECT $1, tag, from_day, until_day
         FROM unnest($2::text[], $3::int[], $4::int[]) AS given (tag, from_day, until_day)
         ON CONFLICT DO NOTHING`,
        [
          pseudonym,
          supplies.map(({ tag }) => tag),
          supplies.map(({ from }) => from),
          supplies.map(({ until }) => until),
        ],
      );
    });
    return { taken: supplies.length };
  }

  /**
   * Answers which of these tags last, once the question stands in the patient's log. A tag that nobody left answers like one
   * that has ended. @throws NodeError UNKNOWN_PATIENT, WRITER_UNKNOWN, CALL_NOT_FRESH, TOO_MANY
   */
  async check(pseudonym: Pseudonym, body: Buffer): Promise<{ supplies: TherapySupply[] }> {
    const check = await readTherapyCheck(body, pseudonym);
    await this.writers.partyOf(check.certificate, Role.Pharmacy);
    const realm = await this.ledger.realm();
    const log = new AccessLogWriter(this.keys.id, realm);
    const isAllowed = await inTransaction(this.database, async (sql) => {
      await useOnce(sql, this.keys.id, check);
      const patient = await holdPatient(sql, pseudonym);
      const isWithin = await this.#count(sql, check);
      if (isWithin) await log.append(sql, patient, lineOf(check));
      else if (await takesDenial(sql, patient, this.#askerOf(check).toString('hex')))
        await log.append(sql, patient, { ...lineOf(check), ...TOO_MANY });
      return isWithin;
    });
    if (!isAllowed) throw refused('TOO_MANY');
    // Only now: what was not logged for good is not answered.
    const supplies = await this.database.query<TherapySupply[]>(
      `SELECT tag, from_day AS from, until_day AS until FROM therapy_supply
       WHERE pseudonym = $1 AND tag = ANY($2) AND until_day >= $3 ORDER BY tag, until_day`,
      [pseudonym, check.tags, dayOf(now())],
    );
    return { supplies };
  }

  /** Whether the site has not asked for too much yet; what it asks now is counted. */
  async #count(sql: Sql, check: TherapyCheck): Promise<boolean> {
    const { pseudonym, tags } = check;
    const asker = this.#askerOf(check);
    await sql(`DELETE FROM therapy_asked WHERE pseudonym = $1 AND asked_at <= now() - $2::interval`, [
      pseudonym,
      WINDOW,
    ]);
    const [row] = await sql<{ asked: number }>(
      'SELECT coalesce(sum(tags), 0)::int AS asked FROM therapy_asked WHERE pseudonym = $1 AND asker = $2',
      [pseudonym, asker],
    );
    if ((row?.asked ?? 0) + tags.length > MOST_ASKED) return false;
    await sql('INSERT INTO therapy_asked (pseudonym, asker, tags) VALUES ($1, $2, $3)', [
      pseudonym,
      asker,
      tags.length,
    ]);
    return true;
  }

  /** A stolen database does not tell where somebody fetches medicines: sites are few, and a plain hash would be guessed. */
  #askerOf({ pseudonym, certificate }: TherapyCheck): Buffer {
    const label = `custodia/therapy-asker/v1 ${pseudonym} ${certificate.party}`;
    return createHmac('sha256', this.keys.kem.privateKey).update(label).digest();
  }
}

const TOO_MANY = { event: 'denial', reason: 'TOO_MANY' } as const;

function lineOf({ certificate, person, tags, requestHash }: TherapyCheck): Happening {
  return {
    event: 'therapy-check',
    time: now(),
    organisation: certificate.name,
    person,
    categories: ['medications'],
    purpose: 'TREAT',
    tags,
    requestHash,
  };
}
