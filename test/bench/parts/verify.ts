import { codeOf, GTIN, serialsOf, type BenchLot } from '../goods.js';
import type { Driven } from '../load/drive.js';
import type { HttpRequest } from '../load/generator.js';
import type { Row } from '../report.js';
import type { Rig } from '../rig.js';
import type { Session } from '../session.js';
import type { Sizes } from '../settings.js';

/** A lot, and the people of the site that has it. */
export interface Stock {
  readonly lot: BenchLot;
  readonly owners: readonly Session[];
}

const PACKS = 60_000;
const LANES = 64;
const PAGE = 256;
const LIMIT_STATEMENT =
  'SELECT run_id, first_serial, indices[1] FROM serial_lookup WHERE run_id = $1 AND first_serial = $2';
const QUERY = `query ($scan: ScanInput!) { verify(scan: $scan) { __typename ... on VerdictCard { code light } } }`;

/** Packs of all lots at random, each asked about by somebody of the site that has it. Scans are recorded, as always. */
export async function verifyPart(rig: Rig, stock: readonly Stock[], sizes: Sizes): Promise<Row[]> {
  const sessions = [...new Set(stock.flatMap(({ owners }) => owners))];
  const packs = await randomPacks(rig, stock, sessions);
  const rest = packs.map<HttpRequest>(({ lot, serial, as }) => ({
    as,
    path: `/verify/gtin/${GTIN}/lot/${lot.number}/ser/${encodeURIComponent(serial)}?exp=290630`,
  }));
  const graphql = packs.map<HttpRequest>(({ lot, serial, as }) => ({
    as,
    path: '/graphql',
    body: { query: QUERY, variables: { scan: { data: codeOf(lot, serial), channel: 'API' } } },
  }));
  const probes = await rig.sql<{ run_id: number; first_serial: string }>(
    'SELECT run_id, first_serial FROM serial_lookup TABLESAMPLE SYSTEM (20) LIMIT 20000',
  );
  const headers = sessions.map((session) => session.headers);
  const http = { target: 'http', origin: rig.api, headers, lanes: LANES } as const;
  const warm = { ...http, rate: null, seconds: sizes.verifySeconds / 4 };
  await rig.load(warm, rest);
  const limit = await rig.load(
    {
      target: 'postgres',
      databaseUrl: rig.databaseUrl,
      statement: LIMIT_STATEMENT,
      rate: null,
      seconds: sizes.verifySeconds,
      lanes: 16,
    },
    probes.map(({ run_id, first_serial }) => [run_id, first_serial]),
  );
  const rows: Row[] = [];
  for (const [name, requests] of [
    ['rest', rest],
    ['graphql', graphql],
  ] as const) {
    await rig.load(warm, requests);
    for (const rate of sizes.verifyRates) {
      const driven = await rig.load({ ...http, rate, seconds: sizes.verifySeconds }, requests);
      rows.push(...latencyRows(name, rate, driven));
    }
    const most = await rig.load({ ...http, rate: null, seconds: sizes.verifySeconds }, requests);
    rows.push({
      id: `verify.${name}.saturation`,
      what: `verify by ${NAMES[name]}, as fast as it goes, ${LANES} at a time`,
      value: most.perSecond,
      unit: '/s',
      limit: limit.perSecond,
      limitIs: 'prepared primary-key reads by the same driver and generator',
      ...(name === 'rest' && { target: { least: 0.3 * limit.perSecond } }),
      ...noteOf(most),
    });
  }
  const [scans] = await rig.sql<{ bytes: number }>(
    `SELECT pg_total_relation_size('scan_record')::float8 / count(*) AS bytes FROM scan_record`,
  );
  rows.push({ id: 'storage.scan', what: 'stored for a recorded scan', value: scans!.bytes, unit: 'bytes' });
  return rows;
}

const NAMES = { rest: 'REST', graphql: 'GraphQL' } as const;
const TARGETS: Readonly<Record<string, number>> = { 'rest 2700': 25, 'graphql 2000': 50 };

function latencyRows(name: 'rest' | 'graphql', rate: number, driven: Driven): Row[] {
  const target = TARGETS[`${name} ${rate}`];
  return (['p50', 'p95', 'p99'] as const).map((percentile) => ({
    id: `verify.${name}.${percentile}@${rate}`,
    what: `verify by ${NAMES[name]} at ${rate}/s, ${percentile}`,
    value: driven[percentile],
    unit: 'ms',
    ...(percentile === 'p95' && target !== undefined && { target: { most: target } }),
    ...noteOf(driven),
  }));
}

/** A figure from which something is missing says so. */
export function noteOf({ sent, failed, firstFailure }: Driven): { note?: string } {
  return failed === 0
    ? {}
    : { note: `${failed} of ${sent} failed, the first: ${firstFailure?.slice(0, 120)}` };
}

interface AskedPack {
  readonly lot: BenchLot;
  readonly serial: string;
  /** Which session asks. */
  readonly as: number;
}

async function randomPacks(
  rig: Rig,
  stock: readonly Stock[],
  sessions: readonly Session[],
): Promise<AskedPack[]> {
  const packs: AskedPack[] = [];
  for (const { lot, owners } of stock) {
    const pages = Math.floor(lot.units / PAGE);
    const wanted = Math.min(PACKS / stock.length, lot.units);
    const serials: string[] = [];
    while (serials.length < wanted)
      serials.push(...(await serialsOf(rig, lot, Math.floor(Math.random() * pages), 1)));
    for (const [n, serial] of serials.entries())
      packs.push({ lot, serial, as: sessions.indexOf(owners[n % owners.length]!) });
  }
  return shuffled(packs);
}

function shuffled<T>(list: T[]): T[] {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}
