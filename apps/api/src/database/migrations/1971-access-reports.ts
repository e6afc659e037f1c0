import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccessReports1760001971000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A patient says of a line of the access log: this was not for me. One row for each who has to look into it; what the
      -- patient handed over is sealed, and stays with them after an erasure, without a word of whose record it was.
      CREATE TABLE access_report (
        id           uuid CONSTRAINT access_report_pkey PRIMARY KEY,
        site_id      uuid NOT NULL CONSTRAINT access_report_site_fkey REFERENCES site,
        about_id     uuid CONSTRAINT access_report_about_fkey REFERENCES site,
        reader_id    uuid CONSTRAINT access_report_reader_fkey REFERENCES app_user,
        record_id    uuid CONSTRAINT access_report_record_fkey REFERENCES patient_record ON DELETE SET NULL,
        line_hash    bytea NOT NULL,
        content      bytea NOT NULL,
        created_at   timestamptz NOT NULL,
        outcome      text,
        review_words bytea,
        reviewer_id  uuid CONSTRAINT access_report_reviewer_fkey REFERENCES app_user,
        reviewed_at  timestamptz
      );
      CREATE INDEX access_report_site ON access_report (site_id, created_at);
      -- Of one look, each is told once.
      CREATE UNIQUE INDEX access_report_once ON access_report (record_id, line_hash, site_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE access_report;');
  }
}
