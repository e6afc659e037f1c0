import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RuleThresholds1760001521000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rule_threshold (
        name       text CONSTRAINT rule_threshold_pkey PRIMARY KEY,
        value      integer NOT NULL,
        reason     text NOT NULL,
        changed_by uuid,
        changed_at timestamptz NOT NULL
      );
      -- A lot that is not known yet may be uploaded late: it is given longer than a serial.
      ALTER TABLE observed ADD COLUMN lot_known boolean NOT NULL DEFAULT true;
      CREATE INDEX observed_lot ON observed (site_id, what, gtin, lot, at) WHERE what = 'IrregularSupply';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX observed_lot;
      ALTER TABLE observed DROP COLUMN lot_known;
      DROP TABLE rule_threshold;
    `);
  }
}
