import 'reflect-metadata';
import { LotsModule, RegistrationService } from '../modules/lots/index.js';
import { newId } from '../platform/ids/index.js';
import { openBench } from './bench.js';
import { anActor } from './builders.js';
import { aProduct } from './goods.js';

const UNITS = Number(process.argv[2] ?? 1_000_000);
const MEGABYTE = 1_000_000;

/** Registers one large run with generated serials and says what it took: `npm run measure:registration -w @custodia/api`. */
const bench = await openBench({ imports: [LotsModule] });
const maker = await anActor(bench, { roles: ['MANUFACTURER'] });
const lot = {
  gtin: await aProduct(bench, maker),
  lotNumber: 'M1',
  expiry: '2029-01-31',
  expiryDayGiven: true,
};
const before = process.memoryUsage.rss();
let peak = before;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
const started = performance.now();
const cpu = process.cpuUsage();
const { id } = await bench.get(RegistrationService).generate(maker, newId(), { ...lot, units: UNITS });
const { status } = await bench.get(RegistrationService).finished(id);
clearInterval(watch);
const seconds = (performance.now() - started) / 1_000;
const [stored] = await bench.sql<{ bytes: number }>(
  `SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class WHERE relname IN ('serial_page', 'serial_lookup')`,
);
process.stdout.write(
  `${JSON.stringify({
    units: UNITS,
    status,
    seconds: Number(seconds.toFixed(1)),
    ownCpuSeconds: Number((process.cpuUsage(cpu).user / 1e6).toFixed(1)),
    rssMegabytes: Math.round(peak / MEGABYTE),
    rssGrowthMegabytes: Math.round((peak - before) / MEGABYTE),
    bytesPerUnit: Number((stored!.bytes / UNITS).toFixed(1)),
  })}\n`,
);
await bench.close();
process.exit(0);
