import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a consent that is good once was used; of uses of before, when this was added: none of them is open for longer than an hour. */
export class OnceTimes1760002080000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE once_use ADD COLUMN used_at timestamptz NOT NULL DEFAULT now()');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE once_use DROP COLUMN used_at');
  }
}
