import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { ItemsReader } from './items.reader.js';
import { NotDispensed } from './not-dispensed.entity.js';
import type { NotDispensedReason } from './supply.js';
import { SupplyWords } from './supply-words.js';
import { eventTimeRefusal } from './timing.rules.js';

export interface AskedNotDispensed {
  readonly idempotencyKey: string;
  readonly prescriptionId: string;
  readonly contentKey: string;
  readonly itemId: string;
  readonly reason: NotDispensedReason;
  readonly note?: string | undefined;
  readonly eventTime?: Date | undefined;
}

/** That an item was looked at and not given. It stays open, here and elsewhere. */
@Injectable()
export class NotDispensedService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly items: ItemsReader,
    private readonly words: SupplyWords,
  ) {}

  record(actor: Actor, { idempotencyKey, ...asked }: AskedNotDispensed): Promise<string> {
    return this.work.once(actor, 'dispensing.not-dispensed', idempotencyKey, asked, async (tx) => {
      const eventTime = asked.eventTime ?? tx.now;
      const refusal = eventTimeRefusal(eventTime, tx.now);
      if (refusal) throw new DomainError(refusal.code, refusal.message);
      const opened = await this.items.open(tx, asked.prescriptionId, asked.contentKey);
      if (!opened.has(asked.itemId)) {
        throw new DomainError('ITEM_MISSING', 'Say which item of the opened prescription was not given.');
      }
      const note = asked.note?.trim();
      if (asked.reason === 'OTHER' && !note) throw new DomainError('BAD_INPUT', 'Say why, in a sentence.');
      const id = newId();
      await tx.manager.insert(NotDispensed, {
        id,
        siteId: actor.siteId,
        userId: actor.userId,
        itemId: asked.itemId,
        reason: asked.reason,
        note: await this.words.sealRefusalNote(id, note),
        eventTime,
        recordedAt: tx.now,
      });
      tx.audit({ type: 'prescription-item', id: asked.itemId }, { reason: asked.reason });
      return id;
    });
  }
}
