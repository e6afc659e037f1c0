import {
  GOODS_CONTRACTS,
  evidenceHash,
  toHex,
  type EvidenceAlert,
  type EvidenceLot,
  type EvidencePack,
  type EvidenceValue,
  type GoodsAddresses,
  type Hex,
} from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hexToBytes } from '../../database/columns.js';
import { SerialProofs, SerialStore, type SerialPlace } from '../lots/index.js';

/** More packs than these of one incident tell nothing new; the alerts name all of them. */
const MOST_PACKS = 100;

interface AlertRow {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly sentence: string;
  readonly event_time: Date;
  readonly raised_at: Date;
  readonly gtin: string | null;
  readonly lot_number: string | null;
  readonly serial: string | null;
  readonly evidence: Record<string, unknown>;
}

interface RunRow {
  readonly id: number;
  readonly lot: Hex;
  readonly lot_id: Hex;
  readonly maker: number;
  readonly gtin: string;
  readonly number: string;
  readonly expiry_day: number;
  readonly salt: Buffer;
  readonly units: number;
  readonly root: Hex;
}

/** Where an event of the packs stands on the ledger. */
export interface EventPlace {
  readonly txHash: Hex;
  readonly blockNumber: number;
  readonly logIndex: number;
}

export interface EvidenceSubject {
  readonly alerts: EvidenceAlert[];
  readonly lots: EvidenceLot[];
  readonly packs: EvidencePack[];
}

/** What the database knows of an incident, for its evidence. */
@Injectable()
export class EvidenceFactsReader {
  constructor(
    private readonly database: DataSource,
    private readonly serials: SerialStore,
    private readonly proofs: SerialProofs,
  ) {}

  async subject(incidentId: string): Promise<EvidenceSubject> {
    const alerts = (
      await this.database.query<AlertRow[]>(
        `SELECT a.id, a.rule, a.severity, a.title, a.sentence, a.event_time, a.raised_at, a.evidence,
                coalesce(p.gtin, a.evidence->>'gtin') AS gtin, a.lot_number, a.serial
         FROM alert a LEFT JOIN product p ON p.id = a.product_id WHERE a.incident_id = $1 ORDER BY a.event_time, a.id`,
        [incidentId],
      )
    ).map(alertOf);
    const places = await this.places(alerts);
    // A lot that is only printed on a pack of another proves nothing about the pack.
    const known = new Set(places.map(({ runId }) => runId));
    const runs = await this.runs(known.size > 0 ? [...known] : await this.runsNamed(alerts));
    const packs: EvidencePack[] = [];
    for (const { runId, index } of places) {
      const run = runs.find(({ id }) => id === runId);
      if (!run) continue;
      const { serial, salt, path } = await this.proofs.proof(runId, index);
      packs.push({ lot: run.lot, index, serial, salt, path });
    }
    return { alerts, lots: runs.map(lotOf), packs };
  }

  /** How far the ledger was read, and the contracts that it was read from. */
  async ledger(): Promise<{ chainId: number; upTo: number; contracts: GoodsAddresses } | undefined> {
    const rows = await this.database.query<
      { chain_id: number; block_number: number; name: string; address: Hex }[]
    >(
      `SELECT c.chain_id, c.block_number, k.name, '0x' || encode(k.address, 'hex') AS address
       FROM ledger.cursor c JOIN ledger_contract k ON k.chain_id = c.chain_id AND k.name = ANY($1)`,
      [GOODS_CONTRACTS],
    );
    const [first] = rows;
    if (!first) return undefined;
    const contracts = Object.fromEntries(rows.map(({ name, address }) => [name, address]));
    return {
      chainId: first.chain_id,
      upTo: first.block_number,
      contracts: contracts as unknown as GoodsAddresses,
    };
  }

  /** The events of these packs; of a lot without packs here, those of the lot as a whole. */
  async events({ lots, packs }: EvidenceSubject, upTo: number): Promise<EventPlace[]> {
    const found: EventPlace[] = [];
    for (const { lot } of lots) {
      const indices = packs.filter((pack) => pack.lot === lot).map(({ index }) => index);
      found.push(
        ...(await this.database.query<EventPlace[]>(
          `SELECT '0x' || encode(e.tx_hash, 'hex') AS "txHash", e.block_number AS "blockNumber", e.log_index AS "logIndex"
           FROM ledger.event e
           WHERE e.lot_key = $1 AND e.block_number <= $3 AND (e.idx_from IS NULL
             OR EXISTS (SELECT 1 FROM unnest($2::bigint[]) i WHERE e.idx_from <= i AND i < e.idx_to))`,
          [hexToBytes(lot), indices, upTo],
        )),
      );
    }
    return found.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  }

  /** The units that the alerts name, as far as their makers registered them. */
  private async places(alerts: readonly EvidenceAlert[]): Promise<SerialPlace[]> {
    const found = new Map<string, SerialPlace>();
    for (const { gtin, serial } of alerts) {
      if (!gtin || !serial || found.size >= MOST_PACKS) continue;
      const runs = await this.database.query<{ id: number }[]>(
        `SELECT r.id FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
         WHERE p.gtin = $1 AND r.status = 'READY'`,
        [gtin],
      );
      const places = await this.serials.find(
        runs.map(({ id }) => id),
        [serial],
      );
      for (const place of places) found.set(`${place.runId}:${place.index}`, place);
    }
    return [...found.values()].sort((a, b) => a.runId - b.runId || a.index - b.index);
  }

  /** Runs of lots that alerts name, where no pack of theirs is known. */
  private async runsNamed(alerts: readonly EvidenceAlert[]): Promise<number[]> {
    const named = alerts.filter(({ gtin, lotNumber }) => gtin && lotNumber);
    const rows = await this.database.query<{ id: number }[]>(
      `SELECT DISTINCT r.id FROM unnest($1::text[], $2::text[]) AS n (gtin, number)
       JOIN product p ON p.gtin = n.gtin JOIN lot l ON l.product_id = p.id AND l.number = n.number
       JOIN run r ON r.lot_id = l.id AND r.status = 'READY'`,
      [named.map(({ gtin }) => gtin), named.map(({ lotNumber }) => lotNumber)],
    );
    return rows.map(({ id }) => id);
  }

  /** Only what the ledger has confirmed can be proven. */
  private runs(ids: readonly number[]): Promise<RunRow[]> {
    return this.database.query(
      `SELECT r.id, '0x' || encode(r.lot_key, 'hex') AS lot, '0x' || encode(r.ledger_lot_id, 'hex') AS lot_id,
              k.maker_party AS maker, p.gtin, l.number, r.salt, k.unit_count AS units,
              '0x' || encode(k.root, 'hex') AS root,
              coalesce((SELECT (e.args->>'expiryDay')::int FROM ledger.event e
                        WHERE e.lot_key = r.lot_key AND e.name = 'LotRegistered'), k.expiry_day) AS expiry_day
       FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
       JOIN ledger.lot k ON k.lot_key = r.lot_key
       WHERE r.id = ANY($1) ORDER BY r.id`,
      [ids],
    );
  }
}

function lotOf(run: RunRow): EvidenceLot {
  return {
    lot: run.lot,
    lotId: run.lot_id,
    maker: run.maker,
    gtin: run.gtin,
    lotNumber: run.number,
    expiryDay: run.expiry_day,
    salt: toHex(run.salt),
    units: run.units,
    root: run.root,
  };
}

function alertOf(row: AlertRow): EvidenceAlert {
  const alert = {
    id: row.id,
    rule: row.rule,
    severity: row.severity,
    title: row.title,
    sentence: row.sentence,
    eventTime: row.event_time.toISOString(),
    raisedAt: row.raised_at.toISOString(),
    gtin: row.gtin,
    lotNumber: row.lot_number,
    serial: row.serial,
    facts: plain(row.evidence) as EvidenceAlert['facts'],
  };
  return { ...alert, hash: evidenceHash(alert) };
}

/** Numbers that are no integers are spelt out: the canonical text has none. */
function plain(value: unknown): EvidenceValue {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value as EvidenceValue;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
