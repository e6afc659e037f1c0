import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { partCount } from './record-files.rules.js';
import { keepFile } from './record-files.service.js';

/** The patient's own, or of whom the account cares for: `$2` is the account. */
const OWN = `(f.user_id = $2 OR ${granted('p.carer_id = $2')})`;

/**
 * What the actor, `$2` at the site `$3`, was granted and is not stopped from reading, or opens in an emergency that began
 * within the last hour. The keys come from the release nodes alone, which look at the ledger: this keeps the bytes, too.
 */
const GRANTED = `(
  ${granted('p.site_id = $3')}
  OR f.category = 'emergency-summary' AND EXISTS (
          SELECT 1 FROM emergency_access e WHERE e.record_id = f.user_id AND e.site_id = $3 AND e.reader_id = $2
          AND e.created_at > now() - interval '1 hour'))`;

function granted(reader: string): string {
  return `EXISTS (SELECT 1 FROM record_pairing p
          JOIN access_request a ON a.pairing_id = p.id AND a.status = 'ALLOWED' AND f.category = ANY (a.categories)
          JOIN reader_key k ON k.id = a.key_id AND k.user_id = $2
          JOIN record_grant g ON g.request_id = a.id AND g.revoked_at IS NULL AND g.not_after > now()
          WHERE p.user_id = f.user_id AND ${reader})`;
}

/** Gives files of entries out: to their patient, and to who may read that part of the record at this moment. */
@Injectable()
export class RecordFilesReader {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws DomainError NOT_FOUND */
  ownPart(actor: Actor, fileId: string, part: number): Promise<Buffer> {
    return this.#part(actor, fileId, part, OWN, [actor.userId]);
  }

  /** @throws DomainError NOT_FOUND, also where the access was stopped or is over */
  grantedPart(actor: Actor, fileId: string, part: number): Promise<Buffer> {
    return this.#part(actor, fileId, part, GRANTED, [actor.userId, actor.siteId]);
  }

  async #part(
    actor: Actor,
    fileId: string,
    part: number,
    condition: string,
    who: readonly string[],
  ): Promise<Buffer> {
    const [file] = await this.database.query<{ bytes: number; parts: number }[]>(
      `SELECT f.bytes, (SELECT count(*)::int FROM record_file_part p WHERE p.file_id = f.id) AS parts
       FROM record_file f WHERE f.id = $1 AND ${condition}`,
      [fileId, ...who],
    );
    if (!file || file.parts < partCount(file.bytes) || part >= file.parts) throw notFound('file');
    if (part === 0) await this.#note(actor, fileId);
    const [row] = await this.database.query<{ bytes: Buffer }[]>(
      'SELECT bytes FROM record_file_part WHERE file_id = $1 AND part = $2',
      [fileId, part],
    );
    if (!row) throw notFound('file');
    return row.bytes;
  }

  /** Only an entry tells the name of a file: that somebody knows it says that there is one. */
  async #note(actor: Actor, fileId: string): Promise<void> {
    await this.work.run(actor, 'record.fetch-file', async (tx) => {
      tx.audit({ type: 'record-file', id: fileId });
      await keepFile(tx, fileId);
    });
  }
}
