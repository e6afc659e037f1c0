import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bytesToHex } from '../../database/columns.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { AccessRequestsReader } from './access-requests.reader.js';
import { AccessRequestsService } from './access-requests.service.js';
import type { CareType } from './carers.graphql.js';
import { CARING, checkCare, type CarerWords } from './carers.rules.js';
import { countFailure, refuseGuessing, takeCode, WRONG_CODE } from './pairing.service.js';
import { carerWords } from './record-words.js';
import { ToldCarersService } from './told-carers.service.js';

export interface AskedCare extends CarerWords {
  readonly code: string;
  readonly kemKey: string;
  readonly signKey: string;
  readonly categories: readonly string[];
  readonly until: Date;
}

/** A carer and a patient, and what they call each other, sealed. */
interface Pair {
  id: string;
  words: Buffer;
}

type Row = Pair & { pseudonym: Buffer; handed: string | null };

/** Carers: people who read a part of somebody else's record, each with keys and an account of their own. */
@Injectable()
export class CarersService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly requests: AccessRequestsService,
    private readonly reader: AccessRequestsReader,
    private readonly told: ToldCarersService,
  ) {}

  /** Whom the actor cares for, or asked to, latest first. */
  async all(actor: Actor): Promise<CareType[]> {
    const rows = await this.database.query<Row[]>(
      `SELECT p.id, r.pseudonym, p.carer_words AS words, m.handed
       FROM record_pairing p JOIN patient_record r ON r.user_id = p.user_id
       LEFT JOIN record_mandate m ON m.pairing_id = p.id AND m.not_after > now()
       WHERE p.carer_id = $1 ORDER BY p.created_at DESC, p.id LIMIT 100`,
      [actor.userId],
    );
    return Promise.all(
      rows.map(async ({ id, pseudonym, words, handed }) => {
        const [[request], asked, emergencies] = await Promise.all([
          this.reader.ofCarer(actor, id),
          this.reader.forCarer(actor, id),
          this.told.emergencies(actor, id),
        ]);
        if (!request) throw new Error(`The carer ${id} asked for nothing`);
        const { name, patient } = await this.#opened(id, words);
        return { id, pseudonym: bytesToHex(pseudonym), name, patient, request, handed, asked, emergencies };
      }),
    );
  }

  /**
   * Takes the code that a patient shows, as a desk does, and asks at once: that somebody is named a carer is the
   * patient's answer. @returns the request's id
   * @throws DomainError RECORD_CODE_WRONG, TOO_MANY, BAD_INPUT, NOT_SHARED
   */
  async ask(actor: Actor, { code, name, patient, ...asked }: AskedCare): Promise<string> {
    const wanted = { ...asked, purpose: CARING, words: '' };
    checkCare({ name, patient }, wanted, new Date());
    const id = newId();
    const words: CarerWords = { name: name.trim(), patient: patient.trim() };
    const taken = await this.work.run(actor, 'record.ask-to-care', async (tx) => {
      await refuseGuessing(tx, actor);
      const userId = await takeCode(tx, code);
      if (!userId || userId === actor.userId) {
        tx.audit({ type: 'record', id: actor.userId }, { wrongCode: true });
        await countFailure(tx, actor);
        return undefined;
      }
      const known = await pairedWith(tx, actor, userId);
      if (known) await this.#assertSameName(known, words);
      const pairingId = known?.id ?? id;
      const sealed = await this.seal.seal(carerWords(pairingId), Buffer.from(JSON.stringify(words)));
      await tx.sql(
        `INSERT INTO record_pairing (id, user_id, own_number, created_at, carer_id, carer_words)
         VALUES ($1, $2, '', $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET carer_words = $5, created_at = $3`,
        [pairingId, userId, tx.now, actor.userId, sealed],
      );
      return this.requests.insert(tx, actor, { ...wanted, pairingId });
    });
    if (taken) return taken;
    throw new DomainError('RECORD_CODE_WRONG', WRONG_CODE);
  }

  /** What was allowed or refused under a name goes on under that name: nobody takes another one afterwards. */
  async #assertSameName({ id, words }: Pair, { name }: CarerWords): Promise<void> {
    const known = await this.#opened(id, words);
    if (known.name !== name)
      throw new DomainError('BAD_INPUT', `This person knows you as ${known.name}. Ask under that name.`);
  }

  async #opened(pairingId: string, words: Buffer): Promise<CarerWords> {
    return JSON.parse((await this.seal.open(carerWords(pairingId), words)).toString()) as CarerWords;
  }
}

/** The pair of the two, where the patient has answered the carer before. */
async function pairedWith(tx: Tx, actor: Actor, userId: string): Promise<Pair | undefined> {
  const [known] = await tx.sql<Pair>(
    'SELECT id, carer_words AS words FROM record_pairing WHERE carer_id = $1 AND user_id = $2 FOR UPDATE',
    [actor.userId, userId],
  );
  return known;
}
