import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { orderingSide, readyRuns } from './ordering-side.js';

export interface LotOrder {
  readonly idempotencyKey: string;
  readonly lotId: string;
  readonly reason: string;
}

/** Holds: reversible, by the maker and by the regulator, each lifting its own. */
@Injectable()
export class LotOrdersService {
  constructor(private readonly work: UnitOfWork) {}

  /** Stops supply and movement of the lot at every site. */
  hold(actor: Actor, { idempotencyKey, ...order }: LotOrder): Promise<string> {
    return this.work.once(actor, 'lot.hold', idempotencyKey, order, async (tx) => {
      await this.send(tx, actor, 'hold', order);
      const held = await tx.sql(
        `INSERT INTO lot_hold (id, lot_id, site_id, user_id, reason, held_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (lot_id, site_id) WHERE released_at IS NULL DO NOTHING RETURNING id`,
        [newId(), order.lotId, actor.siteId, actor.userId, order.reason.trim(), tx.now],
      );
      if (held.length === 0) throw new DomainError('LOT_HOLD_UNCHANGED', 'You hold this lot already.');
      return order.lotId;
    });
  }

  /** Lifts the own hold; another one may remain. */
  release(actor: Actor, { idempotencyKey, ...order }: LotOrder): Promise<string> {
    return this.work.once(actor, 'lot.release', idempotencyKey, order, async (tx) => {
      await this.send(tx, actor, 'release', order);
      const released = await tx.sql(
        `UPDATE lot_hold SET released_at = $3, release_note = $4
         WHERE lot_id = $1 AND site_id = $2 AND released_at IS NULL RETURNING id`,
        [order.lotId, actor.siteId, tx.now, order.reason.trim()],
      );
      if (released.length === 0) throw new DomainError('LOT_HOLD_UNCHANGED', 'You have no hold on this lot.');
      return order.lotId;
    });
  }

  private async send(
    tx: Tx,
    actor: Actor,
    kind: 'hold' | 'release',
    { lotId, reason }: Omit<LotOrder, 'idempotencyKey'>,
  ): Promise<void> {
    if (!reason.trim()) throw new DomainError('BAD_INPUT', 'Say why, in a sentence.');
    const side = await orderingSide(tx, actor, lotId);
    for (const run of await readyRuns(tx, lotId)) {
      await tx.enqueue({
        call: { kind, lot: run.lotKey },
        partyId: side.regulator ? actor.partyId : run.partyId,
        signer: side.regulator ? 'regulator' : 'operator',
        runId: run.id,
      });
    }
    tx.audit({ type: 'lot', id: lotId }, { reason });
  }
}
