import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Childhoods1760002051000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- That the record is a child's, and until when: sealed to the record itself.
      ALTER TABLE patient_record ADD COLUMN childhood text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE patient_record DROP COLUMN childhood');
  }
}
