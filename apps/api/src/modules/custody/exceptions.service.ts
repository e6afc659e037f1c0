import { parsePack } from '@custodia/gs1';
import { UnitStatus, type LedgerCall } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { localDay, PackFinder, SerialProofs, type FoundPack } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import { ContainerPlaces, type NewCall } from './container-places.js';
import { ContainersStore } from './containers.store.js';
import { CustodyReader, type RunFacts } from './custody.reader.js';
import { piecesFor } from './custody.rules.js';
import { checkHindrance, checkMovement } from './movement.rules.js';
import { OpenLines } from './open-lines.js';
import type { UnitRange } from './segment.js';

export interface Claim {
  readonly idempotencyKey: string;
  /** The code of the pack as scanned. */
  readonly scan: string;
}

export interface MissingReport {
  readonly idempotencyKey: string;
  readonly runId: number;
  readonly from: number;
  readonly to: number;
}

/** What was found without a shipment, and what was not found. */
@Injectable()
export class ExceptionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly custody: CustodyReader,
    private readonly lines: OpenLines,
    private readonly packs: PackFinder,
    private readonly proofs: SerialProofs,
    private readonly sites: SiteReader,
    private readonly places: ContainerPlaces,
    private readonly containers: ContainersStore,
  ) {}

  /** Takes a pack into custody that was never shipped here. @returns the operation's id */
  claim(actor: Actor, { idempotencyKey, scan }: Claim): Promise<string> {
    return this.work.once(actor, 'custody.claim', idempotencyKey, { scan }, async (tx) => {
      const pack = parsePack(scan);
      if (!pack.ok)
        throw new DomainError('SCAN_UNREADABLE', `This is not a pack code. ${pack.error.message}`);
      const unit = await this.packs.find(pack, tx.manager);
      if (!unit) throw new DomainError('SERIAL_UNKNOWN', 'No maker has registered this pack. Put it aside.');
      await this.custody.lockRuns(tx.manager, [unit.runId]);
      const operationId = await this.claimUnit(tx, actor, unit);
      tx.audit({ type: 'run', id: String(unit.runId) }, { claimed: unit.index });
      return operationId;
    });
  }

  /** The same inside another unit of work, for example before a dispense. */
  async claimUnit(tx: Tx, actor: Actor, { runId, index }: FoundPack): Promise<string> {
    const range = { start: index, end: index + 1 };
    const run = (await this.custody.runs([runId], tx.manager)).get(runId);
    const segments = run ? await this.custody.segments(run, range, tx.manager) : [];
    piecesFor('claim', segments, range, actor.partyIds);
    await this.checkClaimable(tx, actor, run!, range);
    const operationId = await tx.enqueue({
      call: await this.claimCall(tx, run!, index),
      partyId: actor.partyId,
      runId,
      idx: [index, index + 1],
    });
    await this.containers.unpack(tx, runId, range);
    await tx.publish('custody.claimed', { runId, idx: index, siteId: actor.siteId });
    return operationId;
  }

  /** Says that packs are not there: on the shelf, or in a delivery. @returns the operations' ids */
  reportMissing(actor: Actor, input: MissingReport): Promise<string[]> {
    const { idempotencyKey, ...asked } = input;
    return this.work.once(actor, 'custody.report-missing', idempotencyKey, asked, async (tx) => {
      const range = { start: input.from, end: input.to };
      const run = (await this.custody.lockRuns(tx.manager, [input.runId])).get(input.runId);
      const segments = run ? await this.custody.segments(run, range, tx.manager) : [];
      const pieces = piecesFor('reportMissing', segments, range, actor.partyIds);
      checkHindrance(await this.custody.hindrance(run!, range, tx.manager));
      const operationIds: string[] = [];
      const { runId } = input;
      const calls: NewCall[] = [];
      for (const { start, end, partyId } of pieces) {
        const call = { kind: 'reportMissing', lot: run!.lotKey, start, end } as const;
        const operationId = await tx.enqueue({ call, partyId, runId, idx: [start, end] });
        calls.push({ call, partyId, runId });
        const line = await this.lines.expecting(tx, actor.siteId, runId, start);
        if (line) {
          const how = { kind: 'MISSING', operationId, userId: actor.userId } as const;
          await this.lines.settle(tx, line, { start, end }, how);
          await this.places.follow(tx, line.shipmentId, calls);
        }
        operationIds.push(operationId);
      }
      await this.containers.unpack(tx, input.runId, range);
      tx.audit({ type: 'run', id: String(input.runId) }, { missing: [input.from, input.to] });
      return operationIds;
    });
  }

  /** A pack that was missed is found by being claimed; one of a stopped lot stays where it is. */
  private async checkClaimable(tx: Tx, actor: Actor, run: RunFacts, range: UnitRange): Promise<void> {
    const here = await this.sites.byId(actor.siteId);
    const today = localDay(tx.now, here?.timeZone ?? 'UTC');
    const lot = await this.custody.lotState(run, range, today, tx.manager);
    const { siteId, roles } = actor;
    checkMovement(lot, run.lotNumber, { siteId, roles, active: true, isMaker: run.makerSiteId === siteId });
    const hindrance = await this.custody.hindrance(run, range, tx.manager);
    if (hindrance?.status !== UnitStatus.Missing) checkHindrance(hindrance);
  }

  private async claimCall(tx: Tx, run: RunFacts, index: number): Promise<LedgerCall> {
    const { commitment, path } = await this.proofs.proof(run.id, index, tx.manager);
    return { kind: 'claim', lot: run.lotKey, index, commitment, proof: path };
  }
}
