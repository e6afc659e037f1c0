import { UnitStatus } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { hexToBytes } from '../../database/columns.js';
import type { Actor } from '../../platform/access/index.js';
import type { Tx } from '../../platform/work/index.js';
import { CustodyReader, unitInWord, type RunFacts } from '../custody/index.js';
import { localDay } from '../lots/index.js';
import type { KnownPack } from './pack.reader.js';
import type { PackFacts } from './pack.rules.js';

/** A unit at this moment, our own pending operations included. */
export interface UnitState {
  readonly run: RunFacts;
  readonly facts: PackFacts;
  /** The ledger id that holds it; undefined where nobody can, since its run is not registered. */
  readonly holder: number | undefined;
  /** Base units still in the pack. */
  readonly left: number;
  /** Something was taken out of it before. */
  readonly opened: boolean;
}

interface Supplied {
  readonly taken: number;
  readonly here: boolean | null;
  /** A supply of all or the rest of it is on its way to the ledger, or was refused after the patient had it. */
  readonly gone: boolean | null;
}

@Injectable()
export class UnitStatesReader {
  constructor(private readonly custody: CustodyReader) {}

  /**
   * Keeps the runs of the packs from being moved or held until the end of the transaction; dispenses of other units
   * go on. In the order of their ids, so that two never wait for each other.
   */
  async steady(tx: Tx, packs: readonly KnownPack[]): Promise<void> {
    const runIds = [...new Set(packs.map(({ runId }) => runId))];
    await tx.sql('SELECT 1 FROM run WHERE id = ANY($1) ORDER BY id FOR KEY SHARE', [runIds]);
  }

  /** @param reserved whether the unit is reserved for the caller; else another operation is under way. */
  async read(tx: Tx, actor: Actor, pack: KnownPack, timeZone: string, reserved: boolean): Promise<UnitState> {
    const run = (await this.custody.runs([pack.runId], tx.manager)).get(pack.runId)!;
    const range = { start: pack.idx, end: pack.idx + 1 };
    const today = localDay(tx.now, timeZone);
    const [segment] = await this.custody.segments(run, range, tx.manager);
    const supplied = await this.supplied(tx, actor, pack);
    // What is under way is read first: what settles meanwhile is then seen in what the ledger says.
    const busy = !reserved || (await this.isBusy(tx, pack));
    const status = supplied.gone ? UnitStatus.Supplied : await this.status(tx, run, pack.idx);
    const expected = segment?.receiver != null && actor.partyIds.includes(segment.receiver);
    const ours = segment?.state === 'HELD' && actor.partyIds.includes(segment.holder);
    return {
      run,
      holder: segment?.holder,
      left: Math.max(pack.product.packQuantity - supplied.taken, 0),
      opened: supplied.taken > 0 || status === UnitStatus.Opened,
      facts: {
        name: pack.product.name,
        lotNumber: pack.lot.number,
        prescriptionOnly: pack.product.prescriptionOnly,
        status,
        busy: busy && !supplied.gone,
        suppliedHere: supplied.here === true,
        lot: await this.custody.lotState(run, range, today, tx.manager),
        custody: ours ? 'OURS' : expected ? 'EXPECTED' : 'ELSEWHERE',
        daysLeft: Math.round((Date.parse(pack.lot.expiry) - Date.parse(today)) / 86_400_000),
      },
    };
  }

  private async status(tx: Tx, { lotKey }: RunFacts, idx: number): Promise<UnitStatus> {
    const [row] = await tx.sql<{ word: Buffer }>(
      'SELECT word FROM ledger.status_word WHERE lot_key = $1 AND word_no = $2',
      [hexToBytes(lotKey), idx >> 4],
    );
    return unitInWord(row?.word ?? null, idx).status as UnitStatus;
  }

  /** An operation on a range that the unit is in; those on the unit alone are kept apart by its reservation. */
  private async isBusy(tx: Tx, { runId, idx }: KnownPack): Promise<boolean> {
    const busy = await tx.sql(
      `SELECT 1 FROM operation WHERE run_id = $1 AND status IN ('PENDING', 'SENT') AND idx_from <= $2 AND idx_to > $2
         AND kind IN ('lock', 'unlock', 'decommission', 'reportMissing', 'reportSupply') LIMIT 1`,
      [runId, idx],
    );
    return busy.length > 0;
  }

  /** What was taken from the pack here and has not come back; an opened pack never leaves its holder. */
  private async supplied(tx: Tx, { siteId }: Actor, { runId, idx }: KnownPack): Promise<Supplied> {
    const [row] = await tx.sql<Supplied>(
      `SELECT coalesce(sum(x.quantity) FILTER (WHERE d.site_id = $3), 0)::int AS taken, bool_or(d.site_id = $3) AS here,
              bool_or(x.portion <> 'PART'
                AND (x.status = 'PENDING' OR (x.status = 'HANDED_OUT_REFUSED' AND d.site_id = $3))) AS gone
       FROM dispense_line x JOIN dispensing d ON d.id = x.dispensing_id
       WHERE x.run_id = $1 AND x.idx = $2 AND x.status <> 'REFUSED' AND (x.status <> 'UNDONE' OR x.pack_left)`,
      [runId, idx, siteId],
    );
    return row!;
  }
}
