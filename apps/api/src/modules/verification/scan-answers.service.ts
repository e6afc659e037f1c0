import { parsePack } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { batched } from '../../platform/graphql/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { ScanAnswer, type ScanAnswerKind } from './scan-answer.entity.js';
import { ScanRecord } from './scan-record.entity.js';
import { ScanRecorder } from './scan-recorder.js';

export interface AskedScanAnswer {
  readonly idempotencyKey: string;
  /** The pack code as scanned. */
  readonly scan: string;
  readonly answer: ScanAnswerKind;
  readonly note?: string | undefined;
}

const LONGEST_NOTE = 500;

/** Keeps why a card that asked for an answer was left, and by whom. */
@Injectable()
export class ScanAnswersService {
  readonly #latest: (scanId: string) => Promise<ScanAnswer | null>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly recorder: ScanRecorder,
    private readonly database: DataSource,
  ) {
    this.#latest = batched(async (ids: string[]) => {
      const answers = await database
        .getRepository(ScanAnswer)
        .find({ where: { scanId: In(ids) }, order: { id: 'ASC' } });
      return new Map(answers.map((answer) => [String(answer.scanId), answer]));
    });
  }

  /** Answers the last card that the site was shown of this pack. @returns the id of the scan. */
  async answer(actor: Actor, { idempotencyKey, ...asked }: AskedScanAnswer): Promise<string> {
    // The scan that is answered may still wait to be written.
    await this.recorder.flush();
    return this.work.once(actor, 'scan.answer', idempotencyKey, asked, async (tx) => {
      const note = asked.note?.trim() || null;
      if (asked.answer === 'OTHER' && !note) throw new DomainError('BAD_INPUT', 'Say why, in a sentence.');
      if (note && note.length > LONGEST_NOTE) {
        throw new DomainError('BAD_INPUT', `Say it in at most ${LONGEST_NOTE} characters.`);
      }
      const pack = parsePack(asked.scan);
      const [scan] = pack.ok
        ? await tx.sql<{ id: string }>(
            `SELECT id::text FROM scan_record
             WHERE site_id = $1 AND gtin = $2 AND serial = $3 AND light <> 'GREEN' ORDER BY id DESC LIMIT 1`,
            [actor.siteId, pack.gtin, pack.serial],
          )
        : [];
      if (!scan) throw notFound('scan');
      const { siteId, userId } = actor;
      await tx.manager.insert(ScanAnswer, {
        id: newId(),
        scanId: Number(scan.id),
        siteId,
        userId,
        at: tx.now,
        answer: asked.answer,
        note,
      });
      tx.audit({ type: 'scan', id: scan.id }, { answer: asked.answer, note });
      return scan.id;
    });
  }

  /** A scan of the actor's site. */
  scan({ siteId }: Actor, id: string): Promise<ScanRecord | null> {
    return this.database.getRepository(ScanRecord).findOneBy({ id: Number(id), siteId });
  }

  /** The answer that counts. */
  latest({ id }: ScanRecord): Promise<ScanAnswer | null> {
    return this.#latest(String(id));
  }
}
