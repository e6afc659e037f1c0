import { UnitStatus, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { bytesToHex } from '../../database/columns.js';
import { prepared, statement } from '../../database/prepared.js';
import type { Actor } from '../../platform/access/index.js';
import type { Tx } from '../../platform/work/index.js';
import { segmentOf, unitInWord, UnitsReader, type UnitRow } from '../custody/index.js';
import { localDay } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import type { KnownPack } from './pack.reader.js';
import type { PackFacts } from './pack.rules.js';

/** A unit at this moment, our own pending operations included. */
export interface UnitState {
  readonly lotKey: Hex;
  readonly facts: PackFacts;
  /** The ledger id that holds it; undefined where nobody can, since its run is not registered. */
  readonly holder: number | undefined;
  /** Base units still in the pack. */
  readonly left: number;
  /** Something was taken out of it before. */
  readonly opened: boolean;
}

/** A pack that somebody wants to supply. */
export interface WantedPack {
  readonly actor: Actor;
  readonly pack: KnownPack;
  /** Whether the unit is reserved for the caller; else another operation is under way. */
  readonly reserved: boolean;
}

/** What was taken from a pack at the site and has not come back; an opened pack never leaves its holder. */
interface Supplied {
  readonly taken: number;
  readonly here: boolean | null;
  /** A supply of all or the rest of it is on its way to the ledger, or was refused after the patient had it. */
  readonly gone: boolean | null;
}

@Injectable()
export class UnitStatesReader {
  constructor(
    private readonly units: UnitsReader,
    private readonly sites: SiteReader,
  ) {}

  /**
   * Keeps the runs of the packs from being moved or held until the end of the transaction; dispenses of other units
   * go on. In the order of their ids, so that two never wait for each other.
   */
  async steady(tx: Tx, packs: readonly KnownPack[]): Promise<void> {
    await prepared(tx.manager, STEADY, [[...new Set(packs.map(({ runId }) => runId))]]);
  }

  /** Of one pack that is reserved for the caller. */
  async read(tx: Tx, actor: Actor, pack: KnownPack): Promise<UnitState> {
    const [state] = await this.readAll(tx, [{ actor, pack, reserved: true }]);
    return state!;
  }

  /** In the order of the packs. What was supplied is read first: what settles meanwhile is then seen in what the ledger says. */
  async readAll(tx: Tx, wanted: readonly WantedPack[]): Promise<UnitState[]> {
    const units = wanted.map(({ actor: { siteId }, pack: { runId, idx } }) => ({ runId, idx, siteId }));
    const supplied = await prepared<Supplied>(tx.manager, SUPPLIED, [
      units.map(({ runId }) => runId),
      units.map(({ idx }) => idx),
      units.map(({ siteId }) => siteId),
    ]);
    const rows = await this.units.ofUnits(tx.manager, units);
    const sites = await Promise.all(units.map(({ siteId }) => this.sites.byId(siteId)));
    return wanted.map((one, n) =>
      stateOf(one, rows[n]!, supplied[n]!, localDay(tx.now, sites[n]?.timeZone ?? 'UTC')),
    );
  }
}

function stateOf(
  { actor, pack, reserved }: WantedPack,
  row: UnitRow,
  supplied: Supplied,
  today: string,
): UnitState {
  const segment = segmentOf(row);
  const status = supplied.gone ? UnitStatus.Supplied : (unitInWord(row.word, row.idx).status as UnitStatus);
  const expected = segment?.receiver != null && actor.partyIds.includes(segment.receiver);
  const ours = segment?.state === 'HELD' && actor.partyIds.includes(segment.holder);
  return {
    lotKey: bytesToHex(row.lotKey) as Hex,
    holder: segment?.holder,
    left: Math.max(pack.product.packQuantity - supplied.taken, 0),
    opened: supplied.taken > 0 || status === UnitStatus.Opened,
    facts: {
      name: pack.product.name,
      lotNumber: pack.lot.number,
      prescriptionOnly: pack.product.prescriptionOnly,
      status,
      busy: (!reserved || isBusy(row)) && !supplied.gone,
      suppliedHere: supplied.here === true,
      lot: { held: row.held, recalled: row.recalled, withdrawn: row.withdrawn, expired: row.expiry < today },
      custody: ours ? 'OURS' : expected ? 'EXPECTED' : 'ELSEWHERE',
      daysLeft: Math.round((Date.parse(pack.lot.expiry) - Date.parse(today)) / 86_400_000),
    },
  };
}

const BLOCKING: ReadonlySet<string> = new Set([
  'lock',
  'unlock',
  'decommission',
  'reportMissing',
  'reportSupply',
]);

/** An operation on a range that the unit is in; those on the unit alone are kept apart by its reservation. */
function isBusy({ pending }: UnitRow): boolean {
  return pending?.some(({ call }) => BLOCKING.has(call.kind)) ?? false;
}

const STEADY = statement({
  name: 'steady-runs',
  text: 'SELECT 1 FROM run WHERE id = ANY($1::int[]) ORDER BY id FOR KEY SHARE',
});

const SUPPLIED = statement({
  name: 'supplied-of-units',
  text: `
  SELECT s.*
  FROM ROWS FROM (unnest($1::int[]), unnest($2::int[]), unnest($3::uuid[])) WITH ORDINALITY AS a (run_id, idx, site_id, n)
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.quantity) FILTER (WHERE d.site_id = a.site_id), 0)::int AS taken,
           bool_or(d.site_id = a.site_id) AS here,
           bool_or(x.portion <> 'PART'
             AND (x.status = 'PENDING' OR (x.status = 'HANDED_OUT_REFUSED' AND d.site_id = a.site_id))) AS gone
    FROM dispense_line x JOIN dispensing d ON d.id = x.dispensing_id
    WHERE x.run_id = a.run_id AND x.idx = a.idx AND x.status <> 'REFUSED' AND (x.status <> 'UNDONE' OR x.pack_left)) s
  ORDER BY a.n`,
});
