import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * PostgreSQL cleans up after a fifth of a table has changed: far too late for tables of millions. Fixed numbers of rows
 * keep the work small and steady, however large a table grows.
 */
const SETTINGS: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  // Queues: rows come and go, and whoever looks for the next one steps over those that are gone.
  unit_reservation: { autovacuum_vacuum_scale_factor: 0, autovacuum_vacuum_threshold: 5_000 },
  domain_event: { autovacuum_vacuum_scale_factor: 0, autovacuum_vacuum_threshold: 10_000 },
  domain_event_delivery: { autovacuum_vacuum_scale_factor: 0, autovacuum_vacuum_threshold: 5_000 },
  // Every row is changed once or twice soon after it was written.
  operation: changing(),
  dispense_line: changing(),
  idempotency_key: changing(),
  ledger_transaction: changing(),
  // Changed again and again, in columns that no index knows: room in the page spares the index.
  'ledger.status_word': { fillfactor: 70, ...changing() },
  'ledger.prescription_item': { fillfactor: 80, ...changing() },
  // Only ever added to: frozen soon, so that no great freeze comes later, and known to be visible to all.
  scan_record: growing(),
  audit_entry: growing(),
  'ledger.event': growing(),
  serial_page: growing(),
  serial_lookup: growing(),
};

function changing() {
  return {
    autovacuum_vacuum_scale_factor: 0,
    autovacuum_vacuum_threshold: 50_000,
    autovacuum_analyze_scale_factor: 0,
    autovacuum_analyze_threshold: 50_000,
  };
}

function growing() {
  return {
    autovacuum_vacuum_insert_scale_factor: 0,
    autovacuum_vacuum_insert_threshold: 500_000,
    autovacuum_analyze_scale_factor: 0.02,
    autovacuum_freeze_min_age: 1_000_000,
  };
}

export class Vacuum1760001480000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const [table, settings] of Object.entries(SETTINGS)) {
      const list = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
      await db.query(`ALTER TABLE ${table} SET (${list.join(', ')})`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [table, settings] of Object.entries(SETTINGS))
      await db.query(`ALTER TABLE ${table} RESET (${Object.keys(settings).join(', ')})`);
  }
}
