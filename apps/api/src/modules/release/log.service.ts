import {
  readPatientCall,
  recordJson,
  signHead,
  type Json,
  type LogRecord,
  type Pseudonym,
} from '@custodia/vault';
import { emptyRoot, type Hash } from '@custodia/merkle';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLogWriter, holdPatient } from './access-log.js';
import { logArgument } from './bodies.js';
import { now, useOnce } from './calls.js';
import { consistencyProof, inclusionPaths } from './log-tree.js';
import { NodeKeys } from './node-keys.js';
import { OwnLedger } from './own-ledger.js';
import { inTransaction } from './sql.js';

export interface LogAnswer {
  /** The newest head that stands on the ledger. */
  readonly head: Json;
  readonly records: readonly Json[];
  readonly consistency: readonly string[];
  /** Lines that came after that head. */
  readonly pending: readonly Json[];
}

interface LineRow {
  readonly index: number;
  readonly salt: Buffer;
  readonly enc: Buffer;
  readonly ct: Buffer;
}

/** What a node tells a patient of its access log, with proofs: the patient's device believes nothing else. */
@Injectable()
export class LogService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
  ) {}

  async read(pseudonym: Pseudonym, body: Buffer): Promise<LogAnswer> {
    const call = await readPatientCall(body, pseudonym);
    const { since } = logArgument(call);
    const realm = await this.ledger.realm();
    return inTransaction(this.database, async (sql) => {
      await useOnce(sql, this.keys.id, call);
      const patient = await holdPatient(sql, pseudonym);
      // Reading right after reading says nothing new, and a device that looks often would fill the log.
      if (!patient.read_last) {
        const writer = new AccessLogWriter(this.keys.id, realm);
        await writer.append(sql, patient, { event: 'log-read', time: now() });
      }
      const [anchored] = await sql<{ size: number; head: Buffer }>(
        'SELECT size, head FROM log_head WHERE anchored ORDER BY index DESC LIMIT 1',
      );
      const size = anchored?.size ?? 0;
      const rows = await sql<LineRow>(
        'SELECT index, salt, enc, ct FROM log_line WHERE pseudonym = $1 ORDER BY index',
        [pseudonym],
      );
      const proven = rows.filter(({ index }) => index < size);
      const paths = await inclusionPaths(
        sql,
        size,
        proven.map(({ index }) => index),
      );
      return {
        head: JSON.parse(String(anchored?.head ?? (await this.#emptyHead()))) as Json,
        records: proven.map((row, i) => ({
          index: row.index,
          path: (paths[i] ?? []).map(text),
          ...recordJson(recordOf(row)),
        })),
        consistency: (await consistencyProof(sql, size, since)).map(text),
        pending: rows.filter(({ index }) => index >= size).map((row) => recordJson(recordOf(row))),
      };
    });
  }

  async #emptyHead(): Promise<string> {
    const head = { node: this.keys.id, index: 0, size: 0, root: emptyRoot(), time: now() };
    return new TextDecoder().decode(await signHead(this.keys.sign, head));
  }
}

function recordOf({ salt, enc, ct }: LineRow): LogRecord {
  return { salt: new Uint8Array(salt), sealed: { enc: new Uint8Array(enc), ct: new Uint8Array(ct) } };
}

function text(hash: Hash): string {
  return Buffer.from(hash).toString('base64url');
}
