import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { batched } from '../../platform/graphql/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import {
  InteractionsReader,
  WarningTally,
  overriddenRefusal,
  type OverriddenWarning,
} from '../warnings/index.js';

export type AskedWarning = OverriddenWarning & { readonly unhelpful?: boolean | undefined };

/** Warnings that a visit goes on against: sealed for one row, and as much in the open as is counted. */
export interface Warned {
  readonly id: string;
  readonly content: Buffer;
  readonly answers: readonly Pick<AskedWarning, 'kind' | 'unhelpful'>[];
}

/** Warnings that supplies went on against, and why. They tell what else a patient takes: for the pharmacy's eyes. */
@Injectable()
export class WarnedStore {
  /** Whether a supply has such a record; what is in it takes a look that is kept. */
  readonly has: (dispensingId: string) => Promise<boolean | null>;

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly interactions: InteractionsReader,
    private readonly tally: WarningTally,
  ) {
    this.has = batched(async (ids: string[]) => {
      const rows = await this.database.query<{ id: string }[]>(
        'SELECT dispensing_id AS id FROM dispensing_warning WHERE dispensing_id = ANY($1)',
        [ids],
      );
      const warned = new Set(rows.map(({ id }) => id));
      return new Map(ids.map((id) => [id, warned.has(id)]));
    });
  }

  /**
   * Before the transaction: what is sealed must not lie in the clear in the row by which a repetition is known, nor be
   * guessed from its hash.
   * @throws DomainError BAD_INPUT
   */
  async prepare(warnings: readonly AskedWarning[] = []): Promise<Warned | undefined> {
    const refusal = overriddenRefusal(warnings);
    if (refusal) throw new DomainError('BAD_INPUT', refusal);
    if (warnings.length === 0) return undefined;
    const { name, version } = this.interactions.list;
    const overridden = warnings.map(({ kind, given, besides, about, reason, words }) => ({
      kind,
      given: given.trim(),
      besides: besides.trim(),
      about: about.trim(),
      reason,
      ...(words?.trim() && { words: words.trim() }),
    }));
    const id = newId();
    const plain = Buffer.from(JSON.stringify({ list: { name, version }, overridden }));
    return { id, content: await this.seal.seal(placeOf(id), plain), answers: warnings };
  }

  /** With the supplies, in their transaction. */
  async keep(
    tx: Tx,
    kept: readonly { readonly dispensingId: string; readonly siteId: string; readonly warned: Warned }[],
  ): Promise<void> {
    for (const { dispensingId, warned } of kept)
      await tx.sql('INSERT INTO dispensing_warning (id, dispensing_id, content) VALUES ($1, $2, $3)', [
        warned.id,
        dispensingId,
        warned.content,
      ]);
    await this.tally.count(
      tx,
      kept.flatMap(({ siteId, warned: { answers } }) =>
        answers.map(({ kind, unhelpful = false }) => ({ siteId, kind, heeded: false, unhelpful })),
      ),
    );
  }

  /** Every look is in the audit trail. @throws DomainError NOT_FOUND */
  async open(actor: Actor, dispensingId: string): Promise<OverriddenWarning[]> {
    const { id, content } = await this.work.run(actor, 'dispensing.open-warnings', async (tx) => {
      const [row] = isId(dispensingId)
        ? await tx.sql<{ id: string; content: Buffer }>(
            `SELECT w.id, w.content FROM dispensing_warning w JOIN dispensing d ON d.id = w.dispensing_id
             WHERE d.id = $1 AND d.site_id = $2`,
            [dispensingId, actor.siteId],
          )
        : [];
      if (!row) throw notFound('record of warnings');
      tx.audit({ type: 'dispensing', id: dispensingId });
      return row;
    });
    const { overridden } = JSON.parse((await this.seal.open(placeOf(id), content)).toString()) as {
      overridden: OverriddenWarning[];
    };
    return overridden;
  }
}

function placeOf(id: string): Place {
  return { table: 'dispensing_warning', column: 'content', row: id };
}
