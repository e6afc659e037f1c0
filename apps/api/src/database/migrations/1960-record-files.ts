import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordFiles1760001960000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Large files of entries, sealed where they were written. Which entry names one is sealed, too.
      CREATE TABLE record_file (
        id         text CONSTRAINT record_file_pkey PRIMARY KEY,
        user_id    uuid NOT NULL CONSTRAINT record_file_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        site_id    uuid NOT NULL CONSTRAINT record_file_site_fkey REFERENCES site,
        writer_id  uuid NOT NULL CONSTRAINT record_file_writer_fkey REFERENCES app_user,
        entry_id   text NOT NULL,
        category   text NOT NULL,
        bytes      integer NOT NULL,
        created_at timestamptz NOT NULL,
        kept_at    timestamptz
      );
      CREATE INDEX record_file_record ON record_file (user_id);
      CREATE INDEX record_file_site ON record_file (site_id);
      CREATE INDEX record_file_entry ON record_file (entry_id);
      CREATE INDEX record_file_unfinished ON record_file (created_at) WHERE kept_at IS NULL;

      CREATE TABLE record_file_part (
        file_id text NOT NULL CONSTRAINT record_file_part_file_fkey REFERENCES record_file ON DELETE CASCADE,
        part    integer NOT NULL,
        bytes   bytea NOT NULL,
        CONSTRAINT record_file_part_pkey PRIMARY KEY (file_id, part)
      );
      -- What is sealed does not get smaller.
      ALTER TABLE record_file_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE record_file_part, record_file;');
  }
}
