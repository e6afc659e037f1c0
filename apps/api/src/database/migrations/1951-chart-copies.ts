import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChartCopies1760001951000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What a site relied on, in its own chart: sealed, kept as the law asks of the site, and its own after an erasure.
      CREATE TABLE chart_copy (
        id         uuid CONSTRAINT chart_copy_pkey PRIMARY KEY,
        site_id    uuid NOT NULL CONSTRAINT chart_copy_site_fkey REFERENCES site,
        taker_id   uuid NOT NULL CONSTRAINT chart_copy_taker_fkey REFERENCES app_user,
        record_id  uuid CONSTRAINT chart_copy_record_fkey REFERENCES patient_record ON DELETE SET NULL,
        own_number text NOT NULL,
        entries    integer NOT NULL,
        content    bytea NOT NULL,
        taken_at   timestamptz NOT NULL,
        keep_until timestamptz NOT NULL
      );
      CREATE INDEX chart_copy_site ON chart_copy (site_id, taken_at);
      CREATE INDEX chart_copy_of_record ON chart_copy (record_id);
      CREATE INDEX chart_copy_over ON chart_copy (keep_until);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE chart_copy;');
  }
}
