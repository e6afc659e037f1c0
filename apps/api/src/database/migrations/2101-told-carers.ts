import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ToldCarers1760002101000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Whether those who care for the patient are told of emergencies: nobody is unless the patient wishes it.
      ALTER TABLE patient_record ADD COLUMN carers_told boolean NOT NULL DEFAULT false;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE patient_record DROP COLUMN carers_told');
  }
}
