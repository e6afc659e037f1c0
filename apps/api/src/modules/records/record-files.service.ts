import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NO_SITE, systemActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import {
  checkNewFile,
  checkPart,
  checkRoom,
  partCount,
  wrongPart,
  type NewFile,
  type Stored,
} from './record-files.rules.js';

interface Upload {
  bytes: number;
  keptAt: Date | null;
  present: number[];
}

const UPLOAD = `SELECT f.bytes, f.kept_at AS "keptAt",
    ARRAY(SELECT p.part FROM record_file_part p WHERE p.file_id = f.id ORDER BY p.part) AS present
  FROM record_file f WHERE f.id = $1 AND f.site_id IS NOT DISTINCT FROM $2 AND f.writer_id = $3`;

/** Takes large files of entries in, part by part. They come sealed: what is in them nobody here can know. */
@Injectable()
export class RecordFilesService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws DomainError BAD_INPUT, FILE_TOO_LARGE, TOO_MANY, FILES_FULL, NOT_FOUND where the patient is not the site's */
  async start(actor: Actor, file: NewFile): Promise<void> {
    checkNewFile(file);
    await this.work.run(actor, 'record.start-file', async (tx) => {
      tx.audit({ type: 'record-file', id: file.fileId }, { bytes: file.bytes });
      const recordId = await recordOf(tx, actor, file);
      if (await isSame(tx, actor, recordId, file)) return;
      checkRoom(await stored(tx, actor, file.entryId), file.bytes);
      await tx.sql(
        `INSERT INTO record_file (id, user_id, site_id, writer_id, entry_id, category, bytes, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [file.fileId, recordId, siteOf(actor), actor.userId, file.entryId, file.category, file.bytes, tx.now],
      );
    });
  }

  /** What of the actor's own file has arrived. */
  async upload(actor: Actor, fileId: string): Promise<{ parts: number; present: number[] } | null> {
    const [file] = await this.database.query<Upload[]>(UPLOAD, [fileId, siteOf(actor), actor.userId]);
    return file ? { parts: partCount(file.bytes), present: file.present } : null;
  }

  /**
   * Takes one part; the same once more is the same. What was asked for was put on the record when the file began.
   * @throws DomainError NOT_FOUND, FILE_PART_WRONG
   */
  async takePart(actor: Actor, fileId: string, part: number, bytes: Buffer): Promise<void> {
    await this.work.run(systemActor('record-files'), 'record.take-part', async (tx) => {
      const [file] = await tx.sql<{ bytes: number }>(
        `SELECT bytes FROM record_file WHERE id = $1 AND site_id IS NOT DISTINCT FROM $2 AND writer_id = $3 AND kept_at IS NULL
         FOR KEY SHARE`,
        [fileId, siteOf(actor), actor.userId],
      );
      if (!file) throw notFound('file');
      checkPart(file.bytes, part, bytes.length);
      await tx.sql(
        'INSERT INTO record_file_part (file_id, part, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [fileId, part, bytes],
      );
      const [same] = await tx.sql(
        'SELECT 1 FROM record_file_part WHERE file_id = $1 AND part = $2 AND bytes = $3',
        [fileId, part, bytes],
      );
      if (!same) throw wrongPart();
    });
  }

  /** @throws DomainError NOT_FOUND, FILE_INCOMPLETE */
  async keep(actor: Actor, fileId: string): Promise<void> {
    await this.work.run(actor, 'record.keep-file', async (tx) => {
      tx.audit({ type: 'record-file', id: fileId });
      const [file] = await tx.sql<Upload>(UPLOAD, [fileId, siteOf(actor), actor.userId]);
      if (!file) throw notFound('file');
      if (file.present.length < partCount(file.bytes))
        throw new DomainError('FILE_INCOMPLETE', 'Parts of this file have not arrived. Send them first.');
      await keepFile(tx, fileId);
    });
  }

  /** @throws DomainError NOT_FOUND, also where an entry names the file */
  async drop(actor: Actor, fileId: string): Promise<void> {
    await this.work.run(actor, 'record.drop-file', async (tx) => {
      tx.audit({ type: 'record-file', id: fileId });
      const [dropped] = await tx.sql(
        `DELETE FROM record_file WHERE id = $1 AND site_id IS NOT DISTINCT FROM $2 AND writer_id = $3 AND kept_at IS NULL
         RETURNING id`,
        [fileId, siteOf(actor), actor.userId],
      );
      if (!dropped) throw notFound('file');
    });
  }
}

/** From now on the file stays for as long as its record. */
export async function keepFile(tx: Tx, fileId: string): Promise<void> {
  await tx.sql('UPDATE record_file SET kept_at = $2 WHERE id = $1 AND kept_at IS NULL', [fileId, tx.now]);
}

/** Whether it was begun before, by the same person in the same way. @throws DomainError BAD_INPUT for another of that name */
async function isSame(tx: Tx, actor: Actor, recordId: string, file: NewFile): Promise<boolean> {
  const [known] = await tx.sql<{ same: boolean }>(
    `SELECT user_id = $2 AND site_id IS NOT DISTINCT FROM $3 AND writer_id = $4 AND entry_id = $5 AND category = $6 AND bytes = $7 AS same
     FROM record_file WHERE id = $1`,
    [file.fileId, recordId, siteOf(actor), actor.userId, file.entryId, file.category, file.bytes],
  );
  if (known && !known.same)
    throw new DomainError('BAD_INPUT', 'A file of this name is here already. Seal the file anew.');
  return known !== undefined;
}

async function stored(tx: Tx, actor: Actor, entryId: string): Promise<Stored> {
  const siteId = siteOf(actor);
  const [sums] = await tx.sql<Record<Exclude<keyof Stored, 'isOwn'>, string>>(
    `SELECT count(*) FILTER (WHERE entry_id = $2)::int AS "entryFiles",
            coalesce(sum(bytes) FILTER (WHERE entry_id = $2), 0) AS "entryBytes",
            coalesce(sum(bytes), 0) AS "writtenBytes",
            coalesce(sum(bytes) FILTER (WHERE writer_id = $3 AND kept_at IS NULL), 0) AS "unfinishedBytes"
     FROM record_file WHERE ${siteId === null ? 'site_id IS NULL AND user_id = $1' : 'site_id = $1'}`,
    [siteId ?? actor.userId, entryId, actor.userId],
  );
  const { entryFiles, entryBytes, writtenBytes, unfinishedBytes } = sums!;
  return {
    entryFiles: Number(entryFiles),
    entryBytes: Number(entryBytes),
    writtenBytes: Number(writtenBytes),
    unfinishedBytes: Number(unfinishedBytes),
    isOwn: siteId === null,
  };
}

/** For which site somebody writes: patients, in their own record, for none. */
function siteOf({ siteId }: Actor): string | null {
  return siteId === NO_SITE ? null : siteId;
}

/**
 * Into whose record a file goes. Of two files at the same moment, the second sees the room that the first one left.
 * @throws DomainError NOT_FOUND
 */
async function recordOf(tx: Tx, actor: Actor, { pairingId }: NewFile): Promise<string> {
  const siteId = siteOf(actor);
  const [record] =
    siteId === null
      ? await tx.sql<{ userId: string }>(
          'SELECT user_id AS "userId" FROM patient_record WHERE user_id = $1 FOR NO KEY UPDATE',
          [actor.userId],
        )
      : isId(pairingId ?? '')
        ? await tx.sql<{ userId: string }>(
            'SELECT user_id AS "userId" FROM record_pairing WHERE id = $1 AND site_id = $2',
            [pairingId, siteId],
          )
        : [];
  if (!record) throw notFound(siteId === null ? 'record' : 'patient');
  if (siteId !== null) await tx.sql('SELECT 1 FROM site WHERE id = $1 FOR NO KEY UPDATE', [siteId]);
  return record.userId;
}
