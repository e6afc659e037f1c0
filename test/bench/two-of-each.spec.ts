import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, receive, registerLot, serialsOf, settled, ship, type BenchLot } from './goods.js';
import { openRig, type Rig } from './rig.js';
import type { Session } from './session.js';

const PACKS = 300;

let rig: Rig;
let lot: BenchLot;
let maker: Session;
/** The same pharmacist, signed in at each API process. */
let counters: Session[];

beforeAll(async () => {
  rig = await openRig(() => undefined, { apis: 2, workers: 2 });
  maker = await rig.signIn('maria@northwind.example');
  lot = await registerLot(rig, maker, 'TWOFOLD', PACKS);
  counters = [await rig.signIn('lena@harbor.example', 0), await rig.signIn('lena@harbor.example', 1)];
  await receive(rig, counters[1]!, await ship(rig, maker, 'Harbor', lot, [0, PACKS]));
});
afterAll(() => rig.stop());

const supply = (counter: Session, scan: string) =>
  counter
    .ask<{ dispense: { id: string } }>(
      'mutation ($input: DispenseInput!) { dispense(input: $input) { id } }',
      {
        input: {
          idempotencyKey: randomUUID(),
          basis: 'PAPER',
          paperReference: 'Rx 2',
          lines: [{ scan }],
          fills: [],
        },
      },
    )
    .then(
      ({ dispense }) => dispense.id,
      () => null,
    );

it('two of each process lose nothing and do nothing twice, with one operator key', async () => {
  const codes = (await serialsOf(rig, lot, 0, 2)).slice(0, PACKS).map((serial) => codeOf(lot, serial));
  // Every pack at both processes at the same moment.
  const answers = await Promise.all(
    codes.map((scan) => Promise.all(counters.map((counter) => supply(counter, scan)))),
  );
  expect(answers.map((pair) => pair.filter((id) => id !== null).length)).toEqual(codes.map(() => 1));
  await settled(rig);

  const [operations] = await rig.sql(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE status = 'CONFIRMED')::int AS confirmed,
            count(DISTINCT idx_from)::int AS units FROM operation WHERE kind = 'dispense' AND run_id = $1`,
    [lot.runId],
  );
  expect(operations).toEqual({ all: PACKS, confirmed: PACKS, units: PACKS });
  const [events] = await rig.sql(
    `SELECT count(*)::int AS all, count(DISTINCT idx_from)::int AS units FROM ledger.event e
     JOIN run r ON r.lot_key = e.lot_key WHERE e.name = 'Dispensed' AND r.id = $1`,
    [lot.runId],
  );
  expect(events).toEqual({ all: PACKS, units: PACKS });
  const doubled = await rig.sql(
    `SELECT nonce FROM ledger_transaction WHERE status = 'MINED' GROUP BY signer, nonce HAVING count(*) > 1`,
  );
  expect(doubled).toEqual([]);
  const lost = await rig.sql(`SELECT id FROM ledger_transaction WHERE status IN ('LOST', 'REVERTED')`);
  expect(lost).toEqual([]);
});
