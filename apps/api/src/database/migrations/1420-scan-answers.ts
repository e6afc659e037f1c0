import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people left cards that asked for an answer. */
export class ScanAnswers1760001420000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE scan_answer (
        id      uuid CONSTRAINT scan_answer_pkey PRIMARY KEY,
        -- Without a foreign key: scans are dropped earlier than what was decided about them.
        scan_id bigint NOT NULL,
        site_id uuid NOT NULL,
        user_id uuid NOT NULL,
        at      timestamptz NOT NULL,
        answer  text NOT NULL,
        note    text
      );
      CREATE INDEX scan_answer_scan ON scan_answer (scan_id, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE scan_answer;');
  }
}
