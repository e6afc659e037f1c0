import { parsePack } from '@custodia/gs1';
import { UnitStatus, type LedgerCall } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { hexToBytes } from '../../database/columns.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import {
  ContainersStore,
  CustodyReader,
  unitInWord,
  within,
  type RunFacts,
  type Segment,
  type UnitRange,
} from '../custody/index.js';
import { localDay, PackFinder } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import {
  decommissionRefusal,
  STATUS_OF,
  type DecommissionKind,
  type DecommissionRefusal,
} from './decommission.rules.js';

export interface AskedDecommission {
  readonly idempotencyKey: string;
  readonly kind: DecommissionKind;
  /** One pack, as scanned; or a range of a run. */
  readonly scan?: string | undefined;
  readonly runId?: number | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly reason: string;
}

interface Units extends UnitRange {
  readonly run: RunFacts;
}

/** The contract changes no more units in one operation. */
const MOST_UNITS = 4_096;
const DAY_MS = 86_400_000;

/** Units that leave the market otherwise than to a patient, and locks. */
@Injectable()
export class DecommissionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly custody: CustodyReader,
    private readonly packs: PackFinder,
    private readonly sites: SiteReader,
    private readonly containers: ContainersStore,
  ) {}

  /** @returns the id of the operation; of several, where the packs came here in parts, the last. */
  decommission(actor: Actor, { idempotencyKey, ...asked }: AskedDecommission): Promise<string> {
    return this.work.once(actor, 'unit.decommission', idempotencyKey, asked, async (tx) => {
      if (!asked.reason.trim()) throw new DomainError('BAD_INPUT', 'Say why, in a sentence.');
      const units = await this.find(tx, actor, asked);
      const regulator = actor.roles.includes('REGULATOR');
      const operationIds: string[] = [];
      for (const segment of await this.parts(tx, units)) {
        const part = { run: units.run, start: segment.start, end: segment.end };
        const operationId = newId();
        await this.reserve(tx, part, operationId);
        await this.refuse(tx, actor, asked.kind, part, segment, regulator);
        await tx.enqueue({
          id: operationId,
          call: await this.callFor(tx, asked.kind, part),
          partyId: regulator ? actor.partyId : segment.holder,
          signer: regulator ? 'regulator' : 'operator',
          runId: part.run.id,
          idx: [part.start, part.end],
        });
        operationIds.push(operationId);
      }
      const { run, start, end } = units;
      // What leaves the market leaves its carton, which can then be sent on without it.
      if (STATUS_OF[asked.kind] !== undefined) await this.containers.unpack(tx, run.id, { start, end });
      tx.audit(
        { type: 'run', id: String(run.id) },
        { kind: asked.kind, start, end, reason: asked.reason.trim() },
      );
      return operationIds.at(-1)!;
    });
  }

  private async callFor(tx: Tx, kind: DecommissionKind, { run, start, end }: Units): Promise<LedgerCall> {
    const range = { lot: run.lotKey, start, end };
    const status = STATUS_OF[kind];
    if (status !== undefined) return { kind: 'decommission', status, ...range };
    if (kind !== 'UNDO') return { kind: kind === 'LOCK' ? 'lock' : 'unlock', ...range };
    return { kind: 'undoDispense', lot: run.lotKey, index: start, undoes: await lastExit(tx, run, start) };
  }

  private async find(
    tx: Tx,
    actor: Actor,
    { scan, runId, from, to }: Omit<AskedDecommission, 'idempotencyKey'>,
  ): Promise<Units> {
    const pack = scan === undefined ? undefined : parsePack(scan);
    if (pack && !pack.ok)
      throw new DomainError('SCAN_UNREADABLE', 'This is not a pack code. Scan the pack again.');
    const found = pack && (await this.packs.find(pack, tx.manager));
    if (pack && !found) throw new DomainError('SERIAL_UNKNOWN', 'The maker never registered this pack.');
    const [id, start, end] = found ? [found.runId, found.index, found.index + 1] : [runId, from, to];
    if (id === undefined || start === undefined || end === undefined) {
      throw new DomainError('BAD_INPUT', 'Scan a pack, or give a run and a range.');
    }
    const run = (await this.custody.lockRuns(tx.manager, [id])).get(id);
    // Of what is not there and of what is somebody else's nothing more is said.
    if (!run || (!found && (await this.isStrange(tx, actor, run, { start, end })))) {
      throw refused('NOT_YOUR_UNITS', WORDS.NOT_YOUR_UNITS);
    }
    if (start < 0 || end > run.units || start >= end || end - start > MOST_UNITS) {
      throw new DomainError('BAD_INPUT', `The range must lie in the run and hold 1 to ${MOST_UNITS} packs.`);
    }
    return { run, start, end };
  }

  /** One operation of the ledger stays within a segment: what came here in parts goes in parts. */
  private async parts(tx: Tx, { run, start, end }: Units): Promise<Segment[]> {
    const parts = within(await this.custody.segments(run, { start, end }, tx.manager), { start, end });
    if (parts.length === 0) throw refused('NOT_YOUR_UNITS', WORDS.NOT_YOUR_UNITS);
    return parts;
  }

  private async isStrange(tx: Tx, actor: Actor, run: RunFacts, range: UnitRange): Promise<boolean> {
    if (actor.roles.includes('REGULATOR')) return false;
    const parts = within(await this.custody.segments(run, range, tx.manager), range);
    return !parts.some(({ holder }) => actor.partyIds.includes(holder));
  }

  private async refuse(
    tx: Tx,
    actor: Actor,
    kind: DecommissionKind,
    { run, start, end }: Units,
    segment: Segment,
    regulator: boolean,
  ): Promise<void> {
    if (kind === 'UNDO' && end - start > 1)
      throw new DomainError('BAD_INPUT', 'Packs come back one by one: scan the pack.');
    const timeZone = (await this.sites.byId(actor.siteId))?.timeZone ?? 'UTC';
    const lot = await this.custody.lotState(run, { start, end }, localDay(tx.now, timeZone), tx.manager);
    const refusal = decommissionRefusal(kind, {
      holds: actor.partyIds.includes(segment.holder),
      regulator,
      inTransit: segment.state !== 'HELD',
      lot,
      ...(await this.statuses(tx, { run, start, end })),
    });
    if (refusal) throw refused(refusal, WORDS[refusal]);
  }

  private async statuses(
    tx: Tx,
    { run, start, end }: Units,
  ): Promise<{ statuses: UnitStatus[]; daysSince: number }> {
    const words = await tx.sql<{ word_no: number; word: Buffer }>(
      'SELECT word_no, word FROM ledger.status_word WHERE lot_key = $1 AND word_no BETWEEN $2 AND $3',
      [hexToBytes(run.lotKey), start >> 4, (end - 1) >> 4],
    );
    const byNumber = new Map(words.map(({ word_no, word }) => [word_no, word]));
    const statuses = new Set<UnitStatus>();
    let changedOn = 0;
    for (let index = start; index < end; index++) {
      const unit = unitInWord(byNumber.get(index >> 4) ?? null, index);
      statuses.add(unit.status as UnitStatus);
      changedOn = unit.daysSince;
    }
    const [lot] = await tx.sql<{ registered_day: number }>(
      'SELECT registered_day FROM ledger.lot WHERE lot_key = $1',
      [hexToBytes(run.lotKey)],
    );
    const today = Math.floor(tx.now.getTime() / DAY_MS);
    return { statuses: [...statuses], daysSince: today - (lot?.registered_day ?? today) - changedOn };
  }

  /** All of them or none: a unit with another operation under way keeps the range. */
  private async reserve(tx: Tx, { run, start, end }: Units, operationId: string): Promise<void> {
    const rows = await tx.sql(
      `INSERT INTO unit_reservation (run_id, idx, operation_id)
       SELECT $1, idx, $4 FROM generate_series($2::int, $3::int - 1) AS idx
       ON CONFLICT (run_id, idx) DO NOTHING RETURNING idx`,
      [run.id, start, end, operationId],
    );
    if (rows.length === end - start) return;
    throw new DomainError(
      'UNIT_BUSY',
      'An operation on one of these packs is under way. Try again in a moment.',
    );
  }
}

const WORDS: Readonly<Record<DecommissionRefusal, string>> = {
  NOT_YOUR_UNITS: 'You do not hold these packs.',
  UNITS_IN_TRANSIT: 'These packs are on their way: only a theft can be reported of them.',
  LOT_NOT_IN_ORDER: 'The lot is on hold, recalled, withdrawn or expired: the packs can be destroyed only.',
  LOCKED_ALREADY: 'These packs are locked already: nobody can dispense them.',
  UNDO_OVER: 'An export or a sample can be undone for ten days. This one is older.',
  UNIT_STATUS: 'Some of these packs were dispensed, locked or taken off the market before.',
};

function refused(reason: DecommissionRefusal, message: string): DomainError {
  return new DomainError('DECOMMISSION_REFUSED', message, { reason });
}

/** The operation by which the unit left the market last. */
async function lastExit(tx: Tx, { lotKey }: RunFacts, index: number): Promise<string> {
  const [exit] = await tx.sql<{ operation_id: string }>(
    `SELECT operation_id FROM ledger.event WHERE lot_key = $1 AND name = 'Decommissioned' AND idx_from <= $2 AND idx_to > $2
     ORDER BY block_number DESC, log_index DESC LIMIT 1`,
    [hexToBytes(lotKey), index],
  );
  if (!exit) throw new Error(`Unit ${index} of ${lotKey} has left the market by no operation`);
  return exit.operation_id;
}
