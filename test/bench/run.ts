import type { BenchLot } from './goods.js';
import { receive, ship } from './goods.js';
import { machine, versions } from './machine.js';
import { alertsPart } from './parts/alerts.js';
import { dispensePart } from './parts/dispense.js';
import { gasPart } from './parts/gas.js';
import { goodsInPart } from './parts/goods-in.js';
import { gs1Part } from './parts/gs1.js';
import { memoryPart } from './parts/memory.js';
import { rebuildPart } from './parts/rebuild.js';
import { recordsPart } from './parts/records.js';
import { registerPart } from './parts/register.js';
import { verifyPart, type Stock } from './parts/verify.js';
import type { Report, Row } from './report.js';
import { openRig, type Rig } from './rig.js';
import type { Session } from './session.js';
import type { PartName, Settings } from './settings.js';

const PHARMACIES = [
  ['lena@harbor.example', 'Harbor'],
  ['ruth@elm.example', 'Elm Street'],
] as const;

/** Parts that need no stack of the whole product. */
const WITHOUT_STACK: ReadonlySet<PartName> = new Set(['gs1', 'gas', 'alerts', 'records']);

/** Runs the parts that are asked for, in an order in which each finds what it needs. */
export async function runBench(settings: Settings, say: (what: string) => void): Promise<Report> {
  const wants = (part: PartName) => settings.parts.includes(part);
  const rows: Row[] = [];
  if (wants('gs1')) rows.push(...gs1Part(settings.parseSeconds));
  if (wants('gas')) rows.push(...(await step(say, 'gas', gasPart)));
  if (wants('alerts')) rows.push(...(await step(say, 'alerts', () => alertsPart(settings))));
  if (wants('records')) rows.push(...(await step(say, 'records', () => recordsPart(settings))));
  if (!settings.parts.some((part) => !WITHOUT_STACK.has(part)))
    return { machine: machine(), versions: versions('not started'), rows };

  const rig = await openRig(say);
  try {
    rows.push(...(await withStack(rig, settings, wants, say)));
    return { machine: machine(), versions: versions(rig.postgresVersion), rows };
  } finally {
    await rig.stop();
  }
}

async function withStack(
  rig: Rig,
  settings: Settings,
  wants: (part: PartName) => boolean,
  say: (what: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  const maker = await rig.signIn('maria@northwind.example');
  const registered = await step(say, 'register', () => registerPart(rig, maker, settings));
  if (wants('register')) rows.push(...registered.rows);
  // Nothing that was just loaded is planned without statistics, on any node that has stood for a minute.
  await rig.sql('VACUUM ANALYZE');
  const [first, second, third, ...others] = registered.lots as [BenchLot, BenchLot, BenchLot, ...BenchLot[]];
  const counters: Stock[] = [];
  if (wants('verify') || wants('dispense'))
    for (const [n, lot] of [first, second].entries())
      counters.push(
        await step(say, `lot ${n + 1} to a pharmacy`, () => deliver(rig, maker, lot, PHARMACIES[n]!)),
      );
  if (wants('goodsin')) {
    const distributor = await rig.signIn('sam@atlantic.example');
    rows.push(
      ...(await step(say, 'goodsin', () => goodsInPart(rig, { maker, distributor, lot: third }, settings))),
    );
  }
  if (wants('verify')) {
    const makers = [maker, await rig.signIn('jonas@northwind.example')];
    const stock = [...counters, ...others.map((lot) => ({ lot, owners: makers }))];
    rows.push(...(await step(say, 'verify', () => verifyPart(rig, stock, settings))));
  }
  if (wants('dispense'))
    rows.push(...(await step(say, 'dispense', () => dispensePart(rig, counters, settings))));
  if (wants('rebuild')) rows.push(...(await step(say, 'rebuild', () => rebuildPart(rig))));
  if (wants('memory')) rows.push(...memoryPart(rig));
  return rows;
}

async function deliver(
  rig: Rig,
  maker: Session,
  lot: BenchLot,
  [email, name]: (typeof PHARMACIES)[number],
): Promise<Stock> {
  const pharmacy = await rig.signIn(email);
  await receive(rig, pharmacy, await ship(rig, maker, name, lot, [0, lot.units]));
  return { lot, owners: [pharmacy] };
}

async function step<T>(say: (what: string) => void, what: string, work: () => Promise<T>): Promise<T> {
  say(what);
  return work();
}
