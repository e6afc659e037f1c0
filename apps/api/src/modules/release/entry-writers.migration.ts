import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From whom a node took an entry, sealed to the patient; of entries of before, nobody knows. */
export class EntryWriters1760001850000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE entry ADD COLUMN writer bytea');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE entry DROP COLUMN writer');
  }
}
