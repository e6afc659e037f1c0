import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Warnings1760001965000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What became of warnings, as counts alone: it leads to no supply and no patient.
      CREATE TABLE warning_tally (
        site_id    uuid NOT NULL CONSTRAINT warning_tally_site_fkey REFERENCES site,
        day        date NOT NULL,
        kind       text NOT NULL CHECK (kind IN ('DUPLICATE', 'INTERACTION')),
        heeded     integer NOT NULL,
        overridden integer NOT NULL,
        unhelpful  integer NOT NULL,
        CONSTRAINT warning_tally_pkey PRIMARY KEY (site_id, day, kind)
      );
      CREATE INDEX warning_tally_day ON warning_tally (day);

      -- Warnings that a supply went on against, and why. Sealed: they tell what else the patient takes.
      CREATE TABLE dispensing_warning (
        id            uuid CONSTRAINT dispensing_warning_pkey PRIMARY KEY,
        dispensing_id uuid NOT NULL CONSTRAINT dispensing_warning_supply UNIQUE
                      CONSTRAINT dispensing_warning_dispensing_fkey REFERENCES dispensing,
        content       bytea NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE dispensing_warning; DROP TABLE warning_tally;');
  }
}
