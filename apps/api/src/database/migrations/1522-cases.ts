import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Cases1760001522000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE case_file (
        id            uuid CONSTRAINT case_file_pkey PRIMARY KEY,
        seq           integer GENERATED ALWAYS AS IDENTITY,
        incident_id   uuid NOT NULL CONSTRAINT case_file_incident REFERENCES incident (id),
        status        text NOT NULL,
        maker_site_id uuid,
        -- Whether the maker may know which pharmacy it is.
        sites_named   boolean NOT NULL DEFAULT false,
        assignee_id   uuid,
        opened_at     timestamptz NOT NULL,
        due_at        timestamptz NOT NULL,
        asked         text,
        asked_at      timestamptz,
        reminders     smallint NOT NULL DEFAULT 0,
        closed_at     timestamptz,
        CONSTRAINT case_file_of_incident UNIQUE (incident_id)
      );
      CREATE INDEX case_file_status ON case_file (status, id);
      CREATE INDEX case_file_maker ON case_file (maker_site_id, id);
      CREATE INDEX case_file_asked ON case_file (asked_at) WHERE asked_at IS NOT NULL;

      CREATE TABLE case_site (
        case_id uuid NOT NULL CONSTRAINT case_site_case REFERENCES case_file (id),
        site_id uuid NOT NULL,
        CONSTRAINT case_site_pkey PRIMARY KEY (case_id, site_id)
      );
      CREATE INDEX case_site_site ON case_site (site_id, case_id);

      -- Nothing is ever changed or taken out of a case.
      CREATE TABLE case_entry (
        id        uuid CONSTRAINT case_entry_pkey PRIMARY KEY,
        case_id   uuid NOT NULL CONSTRAINT case_entry_case REFERENCES case_file (id),
        at        timestamptz NOT NULL,
        kind      text NOT NULL,
        side      text NOT NULL,
        site_id   uuid,
        author_id uuid,
        addressed text[] NOT NULL,
        text      text NOT NULL
      );
      CREATE INDEX case_entry_of_case ON case_entry (case_id, id);

      CREATE TABLE case_photo (
        entry_id uuid CONSTRAINT case_photo_pkey PRIMARY KEY CONSTRAINT case_photo_entry REFERENCES case_entry (id),
        type     text NOT NULL,
        bytes    bytea NOT NULL
      );

      CREATE TABLE notice (
        id      uuid CONSTRAINT notice_pkey PRIMARY KEY,
        site_id uuid NOT NULL,
        case_id uuid NOT NULL CONSTRAINT notice_case REFERENCES case_file (id),
        kind    text NOT NULL,
        at      timestamptz NOT NULL,
        read_at timestamptz
      );
      CREATE INDEX notice_site ON notice (site_id, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE notice, case_photo, case_entry, case_site, case_file');
  }
}
