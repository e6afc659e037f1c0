import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RepeatedTests1760002100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE warning_tally DROP CONSTRAINT warning_tally_kind_check;
      ALTER TABLE warning_tally ADD CONSTRAINT warning_tally_kind_check
        CHECK (kind IN ('DUPLICATE', 'INTERACTION', 'TEST'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM warning_tally WHERE kind = 'TEST';
      ALTER TABLE warning_tally DROP CONSTRAINT warning_tally_kind_check;
      ALTER TABLE warning_tally ADD CONSTRAINT warning_tally_kind_check
        CHECK (kind IN ('DUPLICATE', 'INTERACTION'));
    `);
  }
}
