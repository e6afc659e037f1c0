import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkerModule } from '../app.module.js';
import { openBench, type Bench } from '../testing/bench.js';
import { statements } from './prepared.js';

/** Small tables are read whole by any plan; only in large ones does it show which index is used. */
const LARGE = `
  INSERT INTO organisation SELECT uuidv7(), 'Organisation ' || n FROM generate_series(1, 2000) n;
  INSERT INTO site (id, organisation_id, gln, name, roles, market, time_zone, country, created_at)
    SELECT uuidv7(), id, lpad((9520000000000 + row_number() OVER ())::text, 13, '0'), name, '{PHARMACY}', 'US', 'UTC', 'US', now()
    FROM organisation;
  INSERT INTO party SELECT 1000 + row_number() OVER (), id, true FROM site;
  INSERT INTO ledger.party SELECT ledger_id, '9520000000000', 1, 'ACTIVE', '\\x00', '' FROM party;
  INSERT INTO app_user (id, email, name, locale, password_hash, created_at)
    SELECT uuidv7(), n || '@example.test', 'Somebody', 'en', 'none', now() FROM generate_series(1, 5000) n;
  INSERT INTO membership (user_id, site_id, duties)
    SELECT u.id, s.id, '{}' FROM (SELECT id, row_number() OVER () AS n FROM app_user) u
    JOIN (SELECT id, row_number() OVER () AS n FROM site) s ON s.n = u.n % 2000 + 1;
  INSERT INTO machine (id, site_id, scopes, created_by, created_at)
    SELECT user_id, site_id, '{}', user_id, now() FROM membership;
  INSERT INTO machine_key (id, machine_id, shown, hash, created_at, expires_at)
    SELECT uuidv7(), id, 'x', '\\x00', now(), now() + interval '1 day' FROM machine;
  INSERT INTO session (id, terminal_id, user_id, site_id, access_hash, refresh_hash, access_until, renewed_at, created_at, expires_at)
    SELECT uuidv7(), uuidv7(), user_id, site_id, '\\x00', '\\x00', now(), now(), now(), now() + interval '1 hour'
    FROM membership, generate_series(1, 4);
  INSERT INTO product (id, gtin, name, substance, substances, base_unit, pack_quantity, prescription_only, maker_site_id, created_at)
    SELECT uuidv7(), lpad(n::text, 14, '0'), 'A medicine', 'x', '{x}', 'tablet', 20, true, uuidv7(), now()
    FROM generate_series(1, 3000) n;
  INSERT INTO lot (id, product_id, maker_site_id, number, expiry, expiry_day_given, created_at)
    SELECT uuidv7(), id, maker_site_id, 'L' || n, '2030-01-31', true, now() FROM product, generate_series(1, 5) n;
  INSERT INTO run (lot_id, party_id, lot_key, ledger_lot_id, salt, secret, unit_count, status, created_by, created_at, seen_at)
    SELECT id, 1, sha256(id::text::bytea), '\\x00', '\\x00', '\\x00', 1000, 'READY', uuidv7(), now(), now() FROM lot;
  INSERT INTO serial_lookup SELECT r.id, 'S' || lpad((n * 64)::text, 9, '0'), ARRAY['S' || lpad((n * 64)::text, 9, '0')], ARRAY[n * 64]
    FROM run r, generate_series(0, 5) n;
  INSERT INTO ledger.lot (lot_key, maker_party, lot_id, unit_count, registered_day, expiry_day, root, version, held_by_maker,
                          held_by_regulator, recalled, withdrawn)
    SELECT lot_key, 1, '\\x00', 1000, 20000, 21000, '\\x00', 0, false, false, false, false FROM run;
  INSERT INTO ledger.segment SELECT lot_key, n * 100, n * 100 + 100, 1, NULL, 'HELD', false FROM run, generate_series(0, 3) n;
  INSERT INTO ledger.status_word SELECT lot_key, n, decode(repeat('00', 32), 'hex') FROM run, generate_series(0, 3) n;
  INSERT INTO container (sscc, kind, site_id, packed_at)
    SELECT lpad(id::text, 18, '0'), 'CARTON', uuidv7(), now() FROM run;
  INSERT INTO container_range SELECT lpad(id::text, 18, '0'), id, n * 10, n * 10 + 10 FROM run, generate_series(0, 3) n;
  INSERT INTO ledger.recall_range SELECT lot_key, 0, 10 FROM run WHERE id % 20 = 0;
  INSERT INTO operation (id, kind, call, party_id, signer, run_id, idx_from, idx_to, status, site_id, created_at)
    SELECT uuidv7(), 'dispense', '{}', 1, 'operator', r.id, n, n + 1,
           CASE WHEN n = 0 THEN 'PENDING' WHEN n = 1 THEN 'REFUSED' ELSE 'CONFIRMED' END, uuidv7(), now()
    FROM run r, generate_series(0, 5) n;
  INSERT INTO dispensing (id, site_id, user_id, party_id, basis, event_time, recorded_at)
    SELECT id, site_id, uuidv7(), 1, 'PAPER', now(), now() FROM operation;
  INSERT INTO dispense_line (id, dispensing_id, position, run_id, idx, product_id, lot_id, serial, portion, quantity, status, operation_id)
    SELECT uuidv7(), id, 0, run_id, idx_from, uuidv7(), uuidv7(), 'S', 'WHOLE', 20, 'CONFIRMED', id FROM operation;
  INSERT INTO unit_reservation SELECT run_id, idx_from, id FROM operation WHERE status = 'PENDING';
  ANALYZE;`;

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ imports: [WorkerModule] });
  await bench.sql(LARGE);
});
afterAll(() => bench.close());

describe('the plan of a statement that is on the way of every scan', () => {
  it.each(statements().map((one) => [one.name, one] as const))('%s is as it was', async (name, { text }) => {
    const rows = await bench.sql<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN, COSTS OFF) ${text}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    // Every table of these is large, or will be.
    expect(plan).not.toContain('Seq Scan');
    await expect(`${plan}\n`).toMatchFileSnapshot(`plans/${name}.txt`);
  });
});
