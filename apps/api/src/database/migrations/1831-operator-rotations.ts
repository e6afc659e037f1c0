import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OperatorRotations1760001831000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A new operator key takes the place of an old one: see modules/ledger/rotation.
      CREATE TABLE operator_rotation (
        new_address bytea CONSTRAINT operator_rotation_pkey PRIMARY KEY CHECK (octet_length(new_address) = 20),
        old_address bytea NOT NULL CHECK (octet_length(old_address) = 20),
        phase       text NOT NULL CHECK (phase IN ('ADMITTING', 'DRAINING', 'WITHDRAWING', 'DONE')),
        started_at  timestamptz NOT NULL,
        changed_at  timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX operator_rotation_old ON operator_rotation (old_address);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE operator_rotation');
  }
}
