import { randomUUID } from 'node:crypto';
import { codeOf, serialsOf, settled } from '../goods.js';
import type { Driven } from '../load/drive.js';
import type { HttpRequest } from '../load/generator.js';
import type { Row } from '../report.js';
import type { Rig } from '../rig.js';
import type { Sizes } from '../settings.js';
import { dispensesStraightToAChain } from '../straight-to-the-chain.js';
import { noteOf, type Stock } from './verify.js';

const LANES = 64;
const PAGE = 256;
const MUTATION = 'mutation ($input: DispenseInput!) { dispense(input: $input) { id lines { id status } } }';

/** Packs at the counters, on paper prescriptions: accepted by the API, and confirmed when the ledger has them. */
export async function dispensePart(rig: Rig, stock: readonly Stock[], sizes: Sizes): Promise<Row[]> {
  const limit = await dispensesStraightToAChain(sizes.unitsALot > 100_000 ? 20_000 : 600);
  const before = await storedBytes(rig);
  const singles = await load(rig, stock, sizes, { basket: 1, perSecond: sizes.singlesPerSecond, skip: 0 });
  const used = Math.ceil((sizes.singlesPerSecond * sizes.dispenseSeconds) / stock.length);
  const baskets = await load(rig, stock, sizes, { basket: 3, perSecond: sizes.basketsPerSecond, skip: used });
  return [
    ...rowsOf('single', 'single packs', singles, limit, 1_000),
    ...rowsOf('baskets', 'baskets of three', baskets, limit, 2_000),
    {
      id: 'storage.dispense',
      what: 'stored for a dispensed pack, with all that follows from it',
      value: ((await storedBytes(rig)) - before) / (singles.confirmed + baskets.confirmed),
      unit: 'bytes',
    },
  ];
}

interface Supplied {
  readonly basket: number;
  readonly accepted: Driven;
  /** From the first that was accepted to the last that the ledger confirmed. */
  readonly confirmedPerSecond: number;
  readonly confirmed: number;
  readonly refused: number;
}

function rowsOf(
  id: string,
  what: string,
  { basket, accepted, ...done }: Supplied,
  limit: number,
  least: number,
): Row[] {
  return [
    {
      id: `dispense.accepted.${id}`,
      what: `dispense, ${what}: accepted`,
      value: accepted.perSecond * basket,
      unit: 'packs/s',
      target: { least },
      ...noteOf(accepted),
    },
    {
      id: `dispense.accepted.${id}.p95`,
      what: `dispense, ${what}: time to the answer, p95`,
      value: accepted.p95,
      unit: 'ms',
    },
    {
      id: `dispense.confirmed.${id}`,
      what: `dispense, ${what}: confirmed on the ledger, ${Math.round(accepted.seconds)} s`,
      value: done.confirmedPerSecond,
      unit: 'packs/s',
      target: { least },
      limit,
      limitIs: 'the same calls, pre-signed, straight to a chain',
      ...(done.refused > 0 && { note: `${done.refused} refused` }),
    },
  ];
}

async function storedBytes(rig: Rig): Promise<number> {
  const [row] = await rig.sql<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
  return Number(row!.bytes);
}

async function load(
  rig: Rig,
  stock: readonly Stock[],
  sizes: Sizes,
  { basket, perSecond, skip }: { basket: number; perSecond: number; skip: number },
): Promise<Supplied> {
  const visits = perSecond * sizes.dispenseSeconds;
  const sessions = stock.map(({ owners }) => owners[0]!);
  const codes = await Promise.all(
    stock.map(async ({ lot }) => {
      const wanted = skip + Math.ceil((visits * basket) / stock.length);
      const serials = await serialsOf(rig, lot, 0, Math.ceil(wanted / PAGE));
      if (serials.length < wanted) throw new Error(`Lot ${lot.number} has fewer than ${wanted} packs`);
      return serials.slice(skip).map((serial) => codeOf(lot, serial));
    }),
  );
  const requests = Array.from({ length: visits }, (_, visit): HttpRequest => {
    const as = visit % stock.length;
    const first = Math.floor(visit / stock.length) * basket;
    const lines = codes[as]!.slice(first, first + basket).map((scan) => ({ scan }));
    const input = { idempotencyKey: randomUUID(), basis: 'PAPER', paperReference: 'Rx 1', lines, fills: [] };
    return { as, path: '/graphql', body: { query: MUTATION, variables: { input } } };
  });
  const [before] = await rig.sql<{ seq: string }>('SELECT coalesce(max(seq), 0) AS seq FROM operation');
  const accepted = await rig.load(
    {
      target: 'http',
      origin: rig.api,
      headers: sessions.map((session) => session.headers),
      rate: perSecond,
      seconds: sizes.dispenseSeconds,
      lanes: LANES,
    },
    requests,
  );
  await settled(rig);
  const [done] = await rig.sql<{ confirmed: number; refused: number; seconds: number }>(
    `SELECT count(*) FILTER (WHERE status = 'CONFIRMED')::int AS confirmed,
            count(*) FILTER (WHERE status = 'REFUSED')::int AS refused,
            extract(epoch FROM max(settled_at) - min(created_at))::float8 AS seconds
     FROM operation WHERE kind = 'dispense' AND seq > $1`,
    [before!.seq],
  );
  return {
    basket,
    accepted,
    confirmedPerSecond: done!.confirmed / done!.seconds,
    confirmed: done!.confirmed,
    refused: done!.refused,
  };
}
