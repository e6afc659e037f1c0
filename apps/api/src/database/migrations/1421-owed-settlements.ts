import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which visits an owed balance was given. */
export class OwedSettlements1760001421000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE owed_settlement (
        owed_id       uuid NOT NULL CONSTRAINT owed_settlement_owed REFERENCES owed_balance (id),
        dispensing_id uuid NOT NULL CONSTRAINT owed_settlement_dispensing REFERENCES dispensing (id),
        CONSTRAINT owed_settlement_pkey PRIMARY KEY (owed_id, dispensing_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE owed_settlement;');
  }
}
