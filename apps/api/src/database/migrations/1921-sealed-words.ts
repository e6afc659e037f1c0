import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a pharmacy writes at a supply is sealed. Only the processes have the key, so rows of before cannot be carried over. */
export class SealedWords1760001921000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT 1 FROM dispensing WHERE num_nonnulls(paper_reference, collector, note) > 0) THEN
          RAISE EXCEPTION 'These data are of an earlier version, whose supplies hold words in clear. Start anew with empty data: npm start -- --reset.';
        END IF;
      END $$;
      ALTER TABLE dispensing
        ALTER COLUMN paper_reference TYPE bytea USING NULL,
        ALTER COLUMN collector TYPE bytea USING NULL,
        ALTER COLUMN note TYPE bytea USING NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE dispensing
        ALTER COLUMN paper_reference TYPE text USING NULL,
        ALTER COLUMN collector TYPE text USING NULL,
        ALTER COLUMN note TYPE text USING NULL;
    `);
  }
}
