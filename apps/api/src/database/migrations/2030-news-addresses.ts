import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NewsAddresses1760002030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- By which release nodes say that there is something new for a patient, and nothing else. Whoever knows an address
      -- can have a notice sent, so it is found by its hash alone.
      CREATE TABLE news_address (
        address_hash bytea CONSTRAINT news_address_pkey PRIMARY KEY,
        user_id      uuid NOT NULL CONSTRAINT news_address_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        kept_at      timestamptz NOT NULL
      );
      CREATE INDEX news_address_of_record ON news_address (user_id);

      -- When the last notice of it was sent, or is to be: what several nodes say of one look is told once.
      CREATE TABLE record_news (
        user_id uuid CONSTRAINT record_news_pkey PRIMARY KEY
          CONSTRAINT record_news_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        due_at  timestamptz
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE record_news, news_address;');
  }
}
