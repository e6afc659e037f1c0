import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An import that was interrupted goes on: somebody owns it, and the list that was uploaded is kept until it is done. */
export class ResumableImports1760001510000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Whose turn it is: what another one writes for the run, which thinks the same of itself, is refused.
      ALTER TABLE run ADD COLUMN importer uuid;

      CREATE TABLE run_upload (
        run_id integer NOT NULL CONSTRAINT run_upload_run_fkey REFERENCES run (id),
        part   integer NOT NULL,
        -- Packed before, in a stream of which this is a part.
        bytes  bytea STORAGE EXTERNAL NOT NULL,
        CONSTRAINT run_upload_pkey PRIMARY KEY (run_id, part)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE run_upload; ALTER TABLE run DROP COLUMN importer;');
  }
}
