import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Signer, type Tx } from '../../platform/work/index.js';
import { Run, SerialStore } from '../lots/index.js';
import { orderingSide, readyRuns, type OrderingSide } from './ordering-side.js';
import { announceRecall } from './recall-news.js';
import { Recall, type RecallKind } from './recall.entity.js';
import {
  mayApprove,
  rangesOfUnits,
  recallScope,
  retraction,
  RECALL_CLASSES,
  type RecallClass,
  type RecallScope,
} from './recall.rules.js';

const MAX_SERIALS = 500;

export interface ProposedRecall {
  readonly idempotencyKey: string;
  readonly lotId: string;
  readonly kind: RecallKind;
  readonly class: string;
  readonly text: string;
  /** The lot number, typed by hand to confirm. */
  readonly lotNumber: string;
  /** None, and no serials either: the whole lot. */
  readonly ranges?: readonly RecallScope[] | undefined;
  readonly serials?: readonly string[] | undefined;
}

export interface RecallOrder {
  readonly idempotencyKey: string;
  readonly recallId: string;
}

export interface RetractedRecall extends RecallOrder {
  readonly reason: string;
}

/** Recalls and withdrawals: irreversible, by two people with two keys. */
@Injectable()
export class RecallsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly serials: SerialStore,
  ) {}

  propose(actor: Actor, { idempotencyKey, ...asked }: ProposedRecall): Promise<string> {
    return this.work.once(actor, 'recall.propose', idempotencyKey, asked, async (tx) => {
      const side = await orderingSide(tx, actor, asked.lotId);
      const runs = await readyRuns(tx, asked.lotId);
      const ranges = [...(asked.ranges ?? []), ...(await this.packs(tx, runs, asked.serials ?? []))];
      const scope = recallScope(
        { number: side.lot.number, runs, standing: await this.standing(tx, asked.lotId) },
        { ...asked, ranges, typedLotNumber: asked.lotNumber, withdrawal: asked.kind === 'WITHDRAWAL' },
      );
      const id = newId();
      await tx.manager.insert(Recall, {
        id,
        lotId: asked.lotId,
        kind: asked.kind,
        wholeLot: ranges.length === 0,
        class: asked.class,
        text: asked.text.trim(),
        status: 'PROPOSED',
        siteId: actor.siteId,
        partyId: actor.partyId,
        proposedBy: actor.userId,
        proposedAt: tx.now,
      });
      for (const part of scope) await this.proposeRun(tx, actor, side, id, asked, part, runs);
      await announceRecall(tx, id);
      tx.audit({ type: 'recall', id }, { lot: side.lot.number, class: asked.class });
      return id;
    });
  }

  /** By a second person of the same site. */
  approve(actor: Actor, { idempotencyKey, recallId }: RecallOrder): Promise<string> {
    return this.work.once(actor, 'recall.approve', idempotencyKey, { recallId }, async (tx) => {
      const recall = await this.lock(tx, actor, recallId);
      mayApprove(recall, actor.userId);
      const regulator = actor.roles.includes('REGULATOR');
      for (const { runId, partyId, proposal } of await this.proposals(tx, actor, recallId)) {
        const operationId = await tx.enqueue({
          call: { kind: recall.kind === 'RECALL' ? 'approveRecall' : 'approveWithdrawal', proposal },
          partyId,
          signer: regulator ? 'regulator-approver' : 'approver',
          runId,
        });
        await tx.sql(
          'UPDATE recall_run SET approval_operation_id = $3 WHERE recall_id = $1 AND proposal_operation_id = $2',
          [recallId, proposal, operationId],
        );
      }
      await tx.manager.update(Recall, recallId, {
        status: 'APPROVED',
        approvedBy: actor.userId,
        approvedAt: tx.now,
      });
      await announceRecall(tx, recallId);
      tx.audit({ type: 'recall', id: recallId });
      return recallId;
    });
  }

  /** By the site that proposed it, until it is approved: on the ledger nobody can approve it any more. */
  retract(actor: Actor, { idempotencyKey, recallId, reason }: RetractedRecall): Promise<string> {
    return this.work.once(actor, 'recall.retract', idempotencyKey, { recallId, reason }, async (tx) => {
      const recall = await this.lock(tx, actor, recallId);
      const why = retraction(recall, reason);
      const regulator = actor.roles.includes('REGULATOR');
      for (const { runId, partyId, proposal } of await this.proposals(tx, actor, recallId)) {
        const operationId = await tx.enqueue({
          call: { kind: 'retractProposal', proposal },
          partyId,
          signer: regulator ? 'regulator' : 'proposer',
          runId,
        });
        await tx.sql(
          'UPDATE recall_run SET retraction_operation_id = $3 WHERE recall_id = $1 AND proposal_operation_id = $2',
          [recallId, proposal, operationId],
        );
      }
      await tx.manager.update(Recall, recallId, {
        status: 'RETRACTED',
        retractedBy: actor.userId,
        retractedAt: tx.now,
        retractReason: why,
      });
      await announceRecall(tx, recallId);
      tx.audit({ type: 'recall', id: recallId }, { reason: why });
      return recallId;
    });
  }

  /** That the site has read it and taken its stock from the shelf. */
  acknowledge(actor: Actor, { idempotencyKey, recallId }: RecallOrder): Promise<string> {
    return this.work.once(actor, 'recall.acknowledge', idempotencyKey, { recallId }, async (tx) => {
      const [recall] = isId(recallId)
        ? await tx.sql(
            `SELECT 1 FROM recall WHERE id = $1 AND status IN ('APPROVED', 'ISSUED') AND lot_id IN (
               SELECT r.lot_id FROM run r JOIN ledger.segment s ON s.lot_key = r.lot_key WHERE s.holder = ANY($2))`,
            [recallId, actor.partyIds],
          )
        : [];
      if (!recall) throw notFound('recall');
      await tx.sql(
        `INSERT INTO recall_acknowledgement (recall_id, site_id, user_id, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [recallId, actor.siteId, actor.userId, tx.now],
      );
      await announceRecall(tx, recallId);
      tx.audit({ type: 'recall', id: recallId });
      return recallId;
    });
  }

  /** What was proposed on the ledger, run by run, and the party that speaks for the run. */
  private async proposals(tx: Tx, actor: Actor, recallId: string) {
    const parts = await tx.sql<{ runId: number; partyId: number; proposal: string }>(
      `SELECT x.run_id AS "runId", r.party_id AS "partyId", x.proposal_operation_id AS proposal
       FROM recall_run x JOIN run r ON r.id = x.run_id WHERE x.recall_id = $1 ORDER BY x.run_id, x.range_from`,
      [recallId],
    );
    const regulator = actor.roles.includes('REGULATOR');
    return parts.map((part) => (regulator ? { ...part, partyId: actor.partyId } : part));
  }

  private async standing(tx: Tx, lotId: string) {
    const recalls = await tx.manager.findBy(Recall, {
      lotId,
      status: In(['PROPOSED', 'APPROVED', 'ISSUED']),
    });
    const scopes = await tx.sql<RecallScope & { recallId: string }>(
      `SELECT recall_id AS "recallId", run_id AS "runId", range_from AS "from", range_to AS "to"
       FROM recall_run WHERE recall_id = ANY($1)`,
      [recalls.map(({ id }) => id)],
    );
    return recalls.map(({ id, status, wholeLot }) => ({
      status,
      wholeLot,
      scope: scopes.filter(({ recallId }) => recallId === id),
    }));
  }

  private async packs(tx: Tx, runs: readonly Run[], serials: readonly string[]): Promise<RecallScope[]> {
    const wanted = [...new Set(serials.map((serial) => serial.trim()))].filter((serial) => serial !== '');
    if (wanted.length > MAX_SERIALS) {
      throw new DomainError(
        'BAD_INPUT',
        `Give at most ${MAX_SERIALS} serials; recall ranges or the whole lot.`,
      );
    }
    const places = await this.serials.find(
      runs.map(({ id }) => id),
      wanted,
      tx.manager,
    );
    const unknown = wanted.filter((serial) => !places.some((place) => place.serial === serial));
    if (unknown.length > 0) {
      const named = unknown.slice(0, 5).join(', ');
      throw new DomainError('SERIAL_UNKNOWN', `The lot has no pack with the serial ${named}.`);
    }
    return rangesOfUnits(places);
  }

  private async proposeRun(
    tx: Tx,
    actor: Actor,
    { regulator }: OrderingSide,
    recallId: string,
    asked: Pick<ProposedRecall, 'kind' | 'class'>,
    { runId, from, to }: RecallScope,
    runs: readonly Run[],
  ): Promise<void> {
    const { lotKey: lot, partyId } = runs.find(({ id }) => id === runId)!;
    const reason = RECALL_CLASSES[asked.class as RecallClass];
    const signer: Signer = regulator ? 'regulator' : 'proposer';
    const proposalId = await tx.enqueue({
      call:
        asked.kind === 'RECALL'
          ? { kind: 'proposeRecall', lot, start: from, end: to, reason }
          : { kind: 'proposeWithdrawal', lot, reason },
      partyId: regulator ? actor.partyId : partyId,
      signer,
      runId,
    });
    await tx.sql(
      `INSERT INTO recall_run (recall_id, run_id, range_from, range_to, proposal_operation_id)
       VALUES ($1, $2, $3, $4, $5)`,
      [recallId, runId, from, to, proposalId],
    );
  }

  private async lock(tx: Tx, actor: Actor, id: string): Promise<Recall> {
    const recall = isId(id)
      ? await tx.manager.findOne(Recall, {
          where: { id, siteId: actor.siteId },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!recall) throw notFound('recall');
    return recall;
  }
}
