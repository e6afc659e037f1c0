import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { CancelReasons } from './cancel-reasons.js';
import { isOpen } from './item-state.rules.js';
import { ItemStatesReader } from './item-states.reader.js';
import { PrescriptionItem } from './prescription-item.entity.js';
import { Prescription } from './prescription.entity.js';

export interface AskedCancellation {
  readonly idempotencyKey: string;
  readonly prescriptionId: string;
  /** None: all that is open. */
  readonly itemIds?: readonly string[];
  readonly reason: string;
}

@Injectable()
export class CancellingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly states: ItemStatesReader,
    private readonly reasons: CancelReasons,
  ) {}

  /** Cancels what can still be filled, for example after the paper was lost, or one item of it. What was given stays given. */
  cancel(actor: Actor, { idempotencyKey, ...input }: AskedCancellation): Promise<string> {
    return this.work.once(actor, 'prescription.cancel', idempotencyKey, input, async (tx) => {
      const reason = input.reason.trim();
      if (!reason) throw new DomainError('BAD_INPUT', 'Say why the prescription is cancelled.');
      const prescription = await this.lock(tx, actor, input.prescriptionId);
      if (prescription.cancelledAt) {
        throw new DomainError('PRESCRIPTION_CANCELLED', 'This prescription is cancelled already.');
      }
      const { cancelled, open } = await this.cancelItems(tx, prescription, { ...input, reason });
      if (cancelled === 0) {
        throw new DomainError(
          'PRESCRIPTION_DONE',
          'Nothing is left to cancel: all items are filled, cancelled or expired.',
        );
      }
      if (cancelled === open)
        await tx.manager.update(Prescription, prescription.id, {
          cancelledAt: tx.now,
          cancelReason: await this.reasons.seal('prescription', prescription.id, reason),
        });
      tx.audit({ type: 'prescription', id: prescription.id }, { items: cancelled });
      return prescription.id;
    });
  }

  private async lock(tx: Tx, actor: Actor, id: string): Promise<Prescription> {
    const found =
      isId(id) &&
      (await tx.manager.findOne(Prescription, {
        where: { id, siteId: actor.siteId },
        lock: { mode: 'pessimistic_write' },
      }));
    if (!found) throw notFound('prescription');
    return found;
  }

  /** @returns how many were cancelled, of how many that were open */
  private async cancelItems(
    tx: Tx,
    { id, partyId }: Prescription,
    { itemIds = [], reason }: Pick<AskedCancellation, 'itemIds' | 'reason'>,
  ): Promise<{ cancelled: number; open: number }> {
    const items = await tx.manager.find(PrescriptionItem, {
      where: { prescriptionId: id },
      order: { ordinal: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    if (itemIds.some((wanted) => !items.some((item) => item.id === wanted)))
      throw notFound('prescription item');
    const states = await this.states.of(items, tx.now, tx.manager);
    const open = items.filter((item) => {
      const state = states.get(item.id)!.state;
      return isOpen(state) || state === 'NOT_YET_VALID';
    });
    const wanted = itemIds.length === 0 ? open : open.filter((item) => itemIds.includes(item.id));
    for (const item of wanted) {
      const cancelOperationId = await tx.enqueue({
        call: { kind: 'cancel', prescriber: partyId, id: item.ledgerId },
        partyId,
        itemId: item.itemKey,
      });
      await tx.manager.update(PrescriptionItem, item.id, {
        cancelOperationId,
        cancelReason: await this.reasons.seal('prescription_item', item.id, reason),
      });
    }
    return { cancelled: wanted.length, open: open.length };
  }
}
