import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To which session a consent that is good once was used, and how far the record went then. */
export class Once1760002045000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE once_use (
        consent     text CONSTRAINT once_use_pkey PRIMARY KEY
          CONSTRAINT once_use_opening_fkey REFERENCES opening ON DELETE CASCADE,
        session_key bytea NOT NULL,
        position    bigint NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE once_use;');
  }
}
