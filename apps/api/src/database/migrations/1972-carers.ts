import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Carers1760001972000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Who reads a record is at a site, or cares for the patient: with an account and keys of their own, and at no site.
      ALTER TABLE record_pairing
        ALTER COLUMN site_id DROP NOT NULL,
        ADD COLUMN carer_id uuid CONSTRAINT record_pairing_carer_fkey REFERENCES app_user,
        -- What the two call each other, sealed.
        ADD COLUMN carer_words bytea,
        ADD CONSTRAINT record_pairing_reader CHECK ((site_id IS NULL) = (carer_id IS NOT NULL)
          AND (carer_id IS NULL) = (carer_words IS NULL) AND carer_id IS DISTINCT FROM user_id);
      CREATE UNIQUE INDEX record_pairing_of_carer ON record_pairing (carer_id, user_id);
      ALTER TABLE reader_key ALTER COLUMN site_id DROP NOT NULL;
      ALTER TABLE record_code_failure ALTER COLUMN site_id DROP NOT NULL, ADD COLUMN user_id uuid;
      CREATE INDEX record_code_failure_user ON record_code_failure (user_id, at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM record_code_failure WHERE site_id IS NULL;
      DELETE FROM record_pairing WHERE site_id IS NULL;
      DELETE FROM reader_key WHERE site_id IS NULL;
      ALTER TABLE record_code_failure DROP COLUMN user_id, ALTER COLUMN site_id SET NOT NULL;
      ALTER TABLE reader_key ALTER COLUMN site_id SET NOT NULL;
      ALTER TABLE record_pairing DROP COLUMN carer_id, DROP COLUMN carer_words, ALTER COLUMN site_id SET NOT NULL;
    `);
  }
}
