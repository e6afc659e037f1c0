import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What patients leave for emergencies, and who broke the glass until when. */
export class Emergency1760001950000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE emergency_kit (
        pseudonym text CONSTRAINT emergency_kit_pkey PRIMARY KEY
          CONSTRAINT emergency_kit_patient_fkey REFERENCES patient ON DELETE CASCADE,
        number    bigint NOT NULL,
        kit       bytea NOT NULL
      );

      CREATE TABLE emergency_access (
        request   text CONSTRAINT emergency_access_pkey PRIMARY KEY,
        pseudonym text NOT NULL CONSTRAINT emergency_access_patient_fkey REFERENCES patient ON DELETE CASCADE,
        consent   text NOT NULL,
        grantee   text NOT NULL,
        until     bigint NOT NULL
      );
      CREATE INDEX emergency_access_reader ON emergency_access (consent, grantee);
      CREATE INDEX emergency_access_patient ON emergency_access (pseudonym);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE emergency_access, emergency_kit;');
  }
}
