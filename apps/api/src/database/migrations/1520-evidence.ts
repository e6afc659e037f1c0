import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Evidence1760001520000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The text is kept as it was made: another spelling of the same would have another hash.
      CREATE TABLE evidence_bundle (
        id           uuid CONSTRAINT evidence_bundle_pkey PRIMARY KEY,
        incident_id  uuid NOT NULL CONSTRAINT evidence_bundle_incident REFERENCES incident (id),
        hash         bytea NOT NULL,
        text         text NOT NULL,
        operation_id uuid NOT NULL,
        made_by      uuid,
        made_at      timestamptz NOT NULL
      );
      CREATE INDEX evidence_bundle_of_incident ON evidence_bundle (incident_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE evidence_bundle');
  }
}
