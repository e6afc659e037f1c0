import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LeftCases1760002062000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Reminders count from one moment, whoever is reminded.
      ALTER TABLE case_file ADD COLUMN left_since timestamptz;
      UPDATE case_file c SET
        left_since = coalesce(asked_at, (SELECT max(at) FROM case_entry e WHERE e.case_id = c.id AND e.kind <> 'REMINDER'), opened_at),
        -- Those that were left in somebody's hands begin to count now that they are reminded of, too.
        reminders = CASE WHEN asked_at IS NULL AND status = 'INVESTIGATING' THEN 0 ELSE reminders END;
      ALTER TABLE case_file ALTER COLUMN left_since SET NOT NULL;
      DROP INDEX case_file_asked;
      -- A notice for one person of the site; null: for all of them.
      ALTER TABLE notice ADD COLUMN user_id uuid;
      CREATE INDEX case_file_left ON case_file (left_since) WHERE reminders < 2 AND status <> 'CLOSED';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM notice WHERE user_id IS NOT NULL;
      ALTER TABLE notice DROP COLUMN user_id;
      DROP INDEX case_file_left;
      ALTER TABLE case_file DROP COLUMN left_since;
      CREATE INDEX case_file_asked ON case_file (asked_at) WHERE asked_at IS NOT NULL;
    `);
  }
}
