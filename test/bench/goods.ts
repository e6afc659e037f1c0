import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rig } from './rig.js';
import type { Session } from './session.js';

/** Amoxicillin 500 mg capsules of the demo maker. */
export const GTIN = '00307812613764';
const EXPIRY = '2029-06-30';

export interface BenchLot {
  readonly runId: number;
  readonly number: string;
  readonly units: number;
}

const IN_A_MOMENT_MS = 50;

/** Asks again until it is so; a bench that waits for ever says so by never ending. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(IN_A_MOMENT_MS);
}

/** Registers a lot with generated serials, until the ledger has it. */
export async function registerLot(
  rig: Rig,
  maker: Session,
  number: string,
  units: number,
): Promise<BenchLot> {
  const { registerLot: run } = await maker.ask<{ registerLot: { id: string } }>(
    'mutation ($input: RegisterLotInput!) { registerLot(input: $input) { id } }',
    { input: { idempotencyKey: randomUUID(), gtin: GTIN, lotNumber: number, expiry: EXPIRY, units } },
  );
  await until(async () => {
    const [row] = await rig.sql<{ run: string; operation: string | null }>(
      'SELECT r.status AS run, o.status AS operation FROM run r LEFT JOIN operation o ON o.id = r.operation_id WHERE r.id = $1',
      [Number(run.id)],
    );
    if (row?.run === 'FAILED' || row?.operation === 'REFUSED')
      throw new Error(`Lot ${number} was not registered`);
    return row?.operation === 'CONFIRMED';
  });
  return { runId: Number(run.id), number, units };
}

export async function siteNamed(by: Session, search: string): Promise<string> {
  const { sites } = await by.ask<{ sites: { nodes: { id: string }[] } }>(
    'query ($search: String) { sites(search: $search) { nodes { id } } }',
    { search },
  );
  return sites.nodes[0]!.id;
}

/** Ships units of a lot, until the ledger has it. @returns the shipment */
export async function ship(
  rig: Rig,
  by: Session,
  to: string,
  { runId }: BenchLot,
  [from, until_]: readonly [number, number],
): Promise<string> {
  const { ship: shipment } = await by.ask<{ ship: { id: string } }>(
    'mutation ($input: ShipInput!) { ship(input: $input) { id } }',
    {
      input: {
        idempotencyKey: randomUUID(),
        toSiteId: await siteNamed(by, to),
        lines: [{ runId: String(runId), from, to: until_ }],
      },
    },
  );
  await settled(rig);
  return shipment.id;
}

/** Receives a shipment, every serial checked against the root, until the ledger has it. */
export async function receive(rig: Rig, by: Session, shipmentId: string): Promise<void> {
  await by.ask('mutation ($input: ReceiveInput!) { receive(input: $input) { id } }', {
    input: { idempotencyKey: randomUUID(), shipmentId },
  });
  await settled(rig);
}

/** Until nothing is on its way to the ledger. */
export function settled(rig: Rig): Promise<void> {
  return until(async () => {
    const rows = await rig.sql(`SELECT 1 FROM operation WHERE status IN ('PENDING', 'SENT') LIMIT 1`);
    return rows.length === 0;
  });
}

/** What a scanner reads off a pack. */
export function codeOf({ number }: BenchLot, serial: string): string {
  return `]d201${GTIN}17${EXPIRY.slice(2).replaceAll('-', '')}10${number}\u001d21${serial}`;
}

/** Serials of a lot in packing order, whole pages of them. */
export async function serialsOf(
  rig: Rig,
  { runId }: BenchLot,
  firstPage: number,
  pages: number,
): Promise<string[]> {
  const rows = await rig.sql<{ serials: string[] }>(
    'SELECT serials FROM serial_page WHERE run_id = $1 AND page_no >= $2 AND page_no < $3 ORDER BY page_no',
    [runId, firstPage, firstPage + pages],
  );
  return rows.flatMap(({ serials }) => serials);
}
