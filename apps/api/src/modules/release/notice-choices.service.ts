import {
  noticeChoiceJson,
  readNoticeChoice,
  readPatientCall,
  type Json,
  type Pseudonym,
} from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NodeConfig } from '../../config.js';
import { holdPatient } from './access-log.js';
import { expectAction } from './bodies.js';
import { useOnce } from './calls.js';
import { NodeKeys } from './node-keys.js';
import { inTransaction } from './sql.js';

/** Of what a patient wants to be told outside the app, and by which address. */
@Injectable()
export class NoticeChoicesService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly config: NodeConfig,
  ) {}

  /** The choice as it stands, for any device of the patient. */
  async read(pseudonym: Pseudonym, body: Buffer): Promise<{ canTell: boolean; choice: Json }> {
    const call = await readPatientCall(body, pseudonym);
    expectAction(call, 'notices');
    return inTransaction(this.database, async (sql) => {
      await useOnce(sql, this.keys.id, call);
      await holdPatient(sql, pseudonym);
      const statement = 'SELECT address, kinds FROM notice WHERE pseudonym = $1';
      const [row] = await sql<{ address: string; kinds: string[] }>(statement, [pseudonym]);
      const choice = readNoticeChoice(row ? { address: row.address, kinds: row.kinds } : null);
      return { canTell: this.config.noticeUrl !== undefined, choice: noticeChoiceJson(choice) };
    });
  }

  /** Takes another choice. What waits to be told is told by the new address. */
  async choose(pseudonym: Pseudonym, body: Buffer): Promise<{ chosen: true }> {
    const call = await readPatientCall(body, pseudonym);
    const choice = readNoticeChoice(expectAction(call, 'notice-choice'));
    await inTransaction(this.database, async (sql) => {
      await useOnce(sql, this.keys.id, call);
      await holdPatient(sql, pseudonym);
      if (!choice) return sql('DELETE FROM notice WHERE pseudonym = $1', [pseudonym]);
      return sql(
        `INSERT INTO notice (pseudonym, address, kinds) VALUES ($1, $2, $3)
         ON CONFLICT (pseudonym) DO UPDATE SET address = excluded.address, kinds = excluded.kinds`,
        [pseudonym, choice.address, choice.kinds],
      );
    });
    return { chosen: true };
  }
}
