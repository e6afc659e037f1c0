import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tags of what was given out, by days; and how much was asked of them lately, by askers whom only the node's key tells apart. */
export class Therapy1760002060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE therapy_supply (
        pseudonym text NOT NULL CONSTRAINT therapy_supply_patient_fkey REFERENCES patient ON DELETE CASCADE,
        tag       text NOT NULL,
        from_day  integer NOT NULL,
        until_day integer NOT NULL,
        CONSTRAINT therapy_supply_pkey PRIMARY KEY (pseudonym, tag, from_day, until_day)
      );

      CREATE TABLE therapy_asked (
        pseudonym text NOT NULL CONSTRAINT therapy_asked_patient_fkey REFERENCES patient ON DELETE CASCADE,
        asker     bytea NOT NULL,
        tags      integer NOT NULL,
        asked_at  timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX therapy_asked_patient ON therapy_asked (pseudonym, asker);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE therapy_asked, therapy_supply;');
  }
}
