import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was scanned where: appended in batches, outside the transactions of the business. */
export class Verification1760001220000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE scan_record (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT scan_record_pkey PRIMARY KEY,
        at         timestamptz NOT NULL,
        event_time timestamptz NOT NULL,
        site_id    uuid NOT NULL,
        user_id    uuid,
        verdict    text NOT NULL,
        light      text NOT NULL,
        mode       text NOT NULL,
        channel    text NOT NULL,
        layout     text,
        repaired   boolean NOT NULL,
        raw_hash   text,
        near_miss  boolean NOT NULL,
        flagged    boolean NOT NULL,
        gtin       char(14),
        serial     text,
        lot        text,
        expiry     date,
        run_id     integer,
        idx        integer
      );
      CREATE INDEX scan_record_site ON scan_record (site_id, id);
      CREATE INDEX scan_record_unit ON scan_record (run_id, idx) WHERE run_id IS NOT NULL;
      CREATE INDEX scan_record_serial ON scan_record (gtin, serial) WHERE run_id IS NULL AND serial IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE scan_record;');
  }
}
