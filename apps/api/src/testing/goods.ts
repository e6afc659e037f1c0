import { checkDigit, parseGtin, type Gtin } from '@custodia/gs1';
import type { Hex } from '@custodia/ledger';
import { LotsService, RegistrationService, SerialStore, type Run } from '../modules/lots/index.js';
import type { Actor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import type { Bench } from './bench.js';

let gtins = 3_614_200_000;

/** A product of the maker's site. */
export async function aProduct(bench: Bench, maker: Actor, name = 'Amoxicillin 500 mg'): Promise<Gtin> {
  const payload = `036${gtins++}`;
  const gtin = parseGtin(payload + checkDigit(payload));
  await bench.get(LotsService).registerProduct(maker, {
    idempotencyKey: newId(),
    gtin,
    name,
    substance: 'Amoxicillin',
    strength: '500 mg',
    form: 'capsule',
    baseUnit: 'capsule',
    packQuantity: 20,
    prescriptionOnly: true,
  });
  return gtin;
}

export interface BuiltRun {
  readonly id: number;
  readonly lotId: string;
  readonly lotKey: Hex;
  readonly gtin: Gtin;
  readonly lotNumber: string;
  readonly expiry: string;
  readonly units: number;
  /** What the code of a unit holds. */
  code(index: number): string;
  serial(index: number): string;
}

/** A registered run of a new product, unless told otherwise. */
export async function aRun(
  bench: Bench,
  maker: Actor,
  want: { units?: number; gtin?: Gtin; lotNumber?: string; expiry?: string } = {},
): Promise<BuiltRun> {
  const { units = 100, lotNumber = `L${newId().slice(-6)}`, expiry = '2029-06-30' } = want;
  const gtin = want.gtin ?? (await aProduct(bench, maker));
  const lot = { gtin, lotNumber, expiry, expiryDayGiven: true };
  const { id } = await bench.get(RegistrationService).generate(maker, newId(), { ...lot, units });
  const run: Run = await bench.get(RegistrationService).finished(id);
  const serials = await bench.get(SerialStore).read(run.id, 0, units);
  return {
    ...lot,
    id: run.id,
    lotId: run.lotId,
    lotKey: run.lotKey,
    units,
    serial: (index) => serials[index]!,
    code: (index) =>
      `]d201${gtin}17${expiry.slice(2).replaceAll('-', '')}10${lotNumber}\u001d21${serials[index]}`,
  };
}

/**
 * Writes into the projection what the ledger would say of a run, and settles the operations on it: for specs that are not
 * about the ledger itself.
 */
export async function confirmRun(
  bench: Bench,
  run: BuiltRun,
  holders: readonly {
    readonly start: number;
    readonly end: number;
    readonly holder: number;
    readonly receiver?: number;
    readonly touched?: boolean;
  }[],
): Promise<void> {
  const key = Buffer.from(run.lotKey.slice(2), 'hex');
  await bench.sql(
    `INSERT INTO ledger.lot (lot_key, maker_party, lot_id, unit_count, registered_day, expiry_day, root, version,
                             held_by_maker, held_by_regulator, recalled, withdrawn)
     SELECT lot_key, party_id, ledger_lot_id, unit_count, 20000, 21000, root, 0, false, false, false, false
     FROM run WHERE id = $1 ON CONFLICT DO NOTHING`,
    [run.id],
  );
  await bench.sql('DELETE FROM ledger.segment WHERE lot_key = $1', [key]);
  for (const { start, end, holder, receiver, touched } of holders)
    await bench.sql('INSERT INTO ledger.segment VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      key,
      start,
      end,
      holder,
      receiver ?? null,
      receiver === undefined ? 'HELD' : 'SHIPPED',
      touched ?? false,
    ]);
  await bench.sql(`UPDATE operation SET status = 'CONFIRMED', settled_at = now() WHERE run_id = $1`, [
    run.id,
  ]);
  await bench.sql('DELETE FROM unit_reservation WHERE run_id = $1', [run.id]);
}

/** Writes the status of a unit into the projection. */
export async function setUnitStatus(
  bench: Bench,
  run: BuiltRun,
  index: number,
  status: number,
  daysSince = 1,
): Promise<void> {
  const key = Buffer.from(run.lotKey.slice(2), 'hex');
  const [row] = await bench.sql<{ word: Buffer }>(
    'SELECT word FROM ledger.status_word WHERE lot_key = $1 AND word_no = $2',
    [key, index >> 4],
  );
  const word = row?.word ?? Buffer.alloc(32);
  word.writeUInt16BE((daysSince << 4) | status, 30 - 2 * (index & 15));
  await bench.sql(
    'INSERT INTO ledger.status_word VALUES ($1, $2, $3) ON CONFLICT (lot_key, word_no) DO UPDATE SET word = excluded.word',
    [key, index >> 4, word],
  );
  await bench.sql(
    'UPDATE ledger.segment SET touched = true WHERE lot_key = $1 AND start <= $2 AND "end" > $2',
    [key, index],
  );
}
