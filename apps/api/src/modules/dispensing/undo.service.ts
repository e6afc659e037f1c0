import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { CustodyReader, type RunFacts } from '../custody/index.js';
import { localDay } from '../lots/index.js';
import { MARKETS, SiteReader } from '../parties/index.js';
import { PrescriptionItem } from '../prescriptions/index.js';
import { DispenseLine } from './dispense-line.entity.js';
import { Dispensing } from './dispensing.entity.js';
import { reserveInTurn } from './reservations.js';
import { SupplyWords } from './supply-words.js';
import { undoRefusal } from './undo.rules.js';

export interface AskedUndo {
  readonly idempotencyKey: string;
  readonly lineIds: readonly string[];
  /** A pack that has left the pharmacy never goes back into stock. */
  readonly packLeftPharmacy: boolean;
  readonly reason?: string | undefined;
}

/** What an undo leaves behind for whatever follows it in the same transaction. */
export interface UndoneLine {
  readonly operationId: string;
  readonly line: DispenseLine;
  readonly dispensing: Dispensing;
  readonly run: RunFacts;
}

/** How one line is undone. */
export interface Undoing {
  readonly packLeftPharmacy: boolean;
  readonly reason?: string | undefined;
  /** The operation that the unit stays reserved for; the undo itself, where nothing is said. */
  readonly reservedFor?: string | undefined;
  /** Operations of the same request on the same pack, which the undo follows. */
  readonly after?: readonly string[];
}

@Injectable()
export class UndoService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly custody: CustodyReader,
    private readonly sites: SiteReader,
    private readonly words: SupplyWords,
  ) {}

  /** @returns the id of the dispensing of the first line. */
  undo(actor: Actor, { idempotencyKey, ...asked }: AskedUndo): Promise<string> {
    return this.work.once(actor, 'dispensing.undo', idempotencyKey, asked, async (tx) => {
      const lines = await this.lock(tx, actor, asked.lineIds);
      const before: string[] = [];
      for (const line of lines) {
        const lockId = asked.packLeftPharmacy && line.portion === 'WHOLE' ? newId() : undefined;
        const undone = await this.undoLine(tx, actor, line, { ...asked, reservedFor: lockId, after: before });
        before.push(undone.operationId);
        // Out of stock: locked until it is destroyed.
        if (lockId) await this.putAside(tx, undone, lockId);
      }
      return lines[0]!.dispensingId;
    });
  }

  /** The lines of the actor's own site, locked. @throws DomainError NOT_FOUND */
  async lock(tx: Tx, actor: Actor, lineIds: readonly string[]): Promise<DispenseLine[]> {
    const ids = [...new Set(lineIds)];
    if (ids.length === 0) throw new DomainError('BAD_INPUT', 'Say which supply is to be undone.');
    if (!ids.every(isId)) throw notFound('supply');
    const lines = await tx.manager.find(DispenseLine, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const dispensings = await tx.manager.countBy(Dispensing, {
      id: In(lines.map(({ dispensingId }) => dispensingId)),
      siteId: actor.siteId,
    });
    const visits = new Set(lines.map(({ dispensingId }) => dispensingId)).size;
    if (lines.length < ids.length || dispensings < visits) throw notFound('supply');
    return lines;
  }

  /** Asks the ledger to undo one supply. */
  async undoLine(
    tx: Tx,
    actor: Actor,
    line: DispenseLine,
    { packLeftPharmacy, reason, reservedFor, after = [] }: Undoing,
  ): Promise<UndoneLine> {
    const dispensing = await tx.manager.findOneByOrFail(Dispensing, { id: line.dispensingId });
    const run = (await this.custody.runs([line.runId], tx.manager)).get(line.runId)!;
    const item = line.itemId
      ? await tx.manager.findOne(PrescriptionItem, {
          where: { id: line.itemId },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    await this.refuse(tx, actor, line, dispensing, run);
    const operationId = newId();
    await this.reserveOrBusy(tx, actor, line, reservedFor ?? operationId, after);
    await tx.enqueue({
      id: operationId,
      call: { kind: 'undoDispense', lot: run.lotKey, index: line.idx, undoes: line.operationId },
      partyId: await this.partyOf(tx, line.operationId),
      runId: line.runId,
      idx: [line.idx, line.idx + 1],
      ...(item && { itemId: item.itemKey }),
    });
    await tx.manager.update(DispenseLine, line.id, {
      status: 'UNDO_PENDING',
      undoOperationId: operationId,
      undoReason: await this.words.sealUndoReason(line.id, reason?.trim()),
      packLeft: packLeftPharmacy,
    });
    // Why stands with the line, sealed: the trail is kept in clear, for years.
    tx.audit({ type: 'dispense-line', id: line.id }, { packLeftPharmacy });
    return { operationId, line, dispensing, run };
  }

  private async refuse(
    tx: Tx,
    actor: Actor,
    line: DispenseLine,
    dispensing: Dispensing,
    run: RunFacts,
  ): Promise<void> {
    const timeZone = (await this.sites.byId(actor.siteId))?.timeZone ?? 'UTC';
    const range = { start: line.idx, end: line.idx + 1 };
    const lot = await this.custody.lotState(run, range, localDay(tx.now, timeZone), tx.manager);
    const refusal = undoRefusal(
      {
        status: line.status,
        recordedAt: dispensing.recordedAt,
        lotRecalled: lot.recalled || lot.withdrawn,
        lotExpired: lot.expired,
        undoDays: MARKETS[actor.market].undoDays,
      },
      tx.now,
    );
    if (refusal) throw new DomainError(refusal.code, refusal.message, { lineId: line.id });
  }

  /** A supply that is still on its way is undone right after it, in order, as are parts of the same pack. */
  private async reserveOrBusy(
    tx: Tx,
    { siteId }: Actor,
    { runId, idx, operationId: supply }: DispenseLine,
    operationId: string,
    after: readonly string[],
  ): Promise<void> {
    const got = await reserveInTurn(tx, [{ siteId, runId, idx, operationId }], [supply, ...after]);
    if (got.length > 0) return;
    throw new DomainError('UNIT_BUSY', 'Another operation on this pack is under way. Try again in a moment.');
  }

  private async partyOf(tx: Tx, operationId: string): Promise<number> {
    const [operation] = await tx.sql<{ party_id: number }>('SELECT party_id FROM operation WHERE id = $1', [
      operationId,
    ]);
    return operation!.party_id;
  }

  private async putAside(tx: Tx, { line, run }: UndoneLine, operationId: string): Promise<void> {
    await tx.enqueue({
      id: operationId,
      call: { kind: 'lock', lot: run.lotKey, start: line.idx, end: line.idx + 1 },
      partyId: await this.partyOf(tx, line.operationId),
      runId: line.runId,
      idx: [line.idx, line.idx + 1],
    });
  }
}
