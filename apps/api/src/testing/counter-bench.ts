import { randomUUID } from 'node:crypto';
import {
  DispenseService,
  DispensingModule,
  DispensingReader,
  UndoService,
  type AskedDispense,
} from '../modules/dispensing/index.js';
import { PrescriptionsModule } from '../modules/prescriptions/index.js';
import type { Actor } from '../platform/access/index.js';
import { openCareBench, type CareBench } from './care-bench.js';
import type { BuiltRun } from './goods.js';

type Line = Awaited<ReturnType<DispensingReader['linesOf']>>[number];

/** The counter of a pharmacy with packs of one run in stock, and what it does with them. */
export interface CounterBench extends CareBench {
  /** Packs of 20 capsules, amoxicillin 500 mg. */
  readonly run: BuiltRun;
  /** The index of a pack that nobody has touched. */
  nextPack(): number;
  /** The code of such a pack. */
  nextCode(): string;
  /** A visit; unless told otherwise one fresh pack on paper. @returns its id */
  dispense(asked?: Partial<AskedDispense>, actor?: Actor): Promise<string>;
  linesOf(...visits: string[]): Promise<Line[]>;
  /** Undoes lines; unless told otherwise the packs never left. */
  undo(lineIds: string[], change?: { packLeftPharmacy?: boolean; reason?: string }): Promise<unknown>;
}

export async function openCounterBench(packs: number): Promise<CounterBench> {
  const bench = await openCareBench({ imports: [DispensingModule, PrescriptionsModule] });
  const run = await bench.stock(packs);
  let next = 0;
  const nextPack = () => next++;
  const nextCode = () => run.code(nextPack());
  return {
    ...bench,
    run,
    nextPack,
    nextCode,
    dispense: ({ lines = [{ scan: nextCode() }], basis = 'PAPER', ...asked } = {}, actor = bench.pharmacy) =>
      bench.get(DispenseService).dispense(actor, {
        idempotencyKey: randomUUID(),
        fills: [],
        owe: [],
        ...(basis === 'PAPER' ? { paperReference: 'Rx 17' } : {}),
        ...asked,
        basis,
        lines,
      }),
    linesOf: async (...visits) =>
      (await Promise.all(visits.map((id) => bench.get(DispensingReader).linesOf(id)))).flat(),
    undo: (lineIds, change = {}) =>
      bench.get(UndoService).undo(bench.pharmacy, {
        idempotencyKey: randomUUID(),
        lineIds,
        packLeftPharmacy: false,
        ...change,
      }),
  };
}
