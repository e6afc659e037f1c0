import { rootOf, SerialCommitments } from '@custodia/merkle';
import pg from 'pg';
import { registerLot, serialsOf, type BenchLot } from '../goods.js';
import { watchMemory } from '../machine.js';
import type { Row } from '../report.js';
import type { Rig } from '../rig.js';
import type { Session } from '../session.js';
import type { Sizes } from '../settings.js';

const PAGE = 256;
const MIB = 2 ** 20;

/** Registers all lots, one after the other, through the API. The first is measured; all of them are what is stored. */
export async function registerPart(
  rig: Rig,
  maker: Session,
  sizes: Sizes,
): Promise<{ lots: BenchLot[]; rows: Row[] }> {
  const before = await bytesOf(rig);
  const memory = watchMemory(rig.pids.api);
  const started = performance.now();
  const first = await registerLot(rig, maker, 'BENCH1', sizes.unitsALot);
  const seconds = (performance.now() - started) / 1_000;
  const most = memory();
  const lots = [first];
  while (lots.length < sizes.lots)
    lots.push(await registerLot(rig, maker, `BENCH${lots.length + 1}`, sizes.unitsALot));
  const units = sizes.lots * sizes.unitsALot;
  const size = sizes.unitsALot.toLocaleString('en');
  return {
    lots,
    rows: [
      {
        id: 'lot.register.1m',
        what: `a lot of ${size} units registered, until the ledger has it`,
        value: seconds,
        unit: 's',
        target: { most: 20 },
        limit: await copyAndHash(rig, first),
        limitIs: 'COPY of the same rows and one hash pass',
      },
      {
        id: 'lot.register.1m.rss',
        what: 'memory of the API meanwhile, at most',
        value: most / MIB,
        unit: 'MiB',
        target: { most: 1_024 },
      },
      {
        id: 'storage.unit',
        what: `stored for a registered unit, at ${units.toLocaleString('en')} units`,
        value: ((await bytesOf(rig)) - before) / units,
        unit: 'bytes',
      },
    ],
  };
}

async function bytesOf(rig: Rig): Promise<number> {
  const [row] = await rig.sql<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class
     WHERE relname IN ('serial_page', 'serial_lookup', 'run', 'lot', 'status_word', 'segment')`,
  );
  return Number(row!.bytes);
}

/** The same rows into empty tables of the same shape, and the tree over all commitments. @returns seconds */
async function copyAndHash(rig: Rig, lot: BenchLot): Promise<number> {
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  try {
    const serials = await serialsOf(rig, lot, 0, Math.ceil(lot.units / PAGE));
    let seconds = 0;
    const clock = async (work: () => Promise<unknown> | unknown) => {
      const started = performance.now();
      await work();
      seconds += (performance.now() - started) / 1_000;
    };
    for (const table of ['serial_page', 'serial_lookup']) {
      const file = (
        await client.query<{ file: string }>(
          `SELECT current_setting('data_directory') || '/bench.copy' AS file`,
        )
      ).rows[0]!.file;
      const place = pg.escapeLiteral(file);
      await client.query(`COPY (SELECT * FROM ${table} WHERE run_id = ${lot.runId}) TO ${place}`);
      await client.query(`CREATE TABLE bench_copy (LIKE ${table} INCLUDING INDEXES)`);
      await clock(() => client.query(`COPY bench_copy FROM ${place}`));
      await client.query('DROP TABLE bench_copy');
    }
    const commitments = new SerialCommitments(Buffer.alloc(32, 1));
    await clock(() => rootOf(serials.map((serial, index) => commitments.leaf(index, serial))));
    return seconds;
  } finally {
    await client.end();
  }
}
