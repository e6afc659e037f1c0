import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Alerts1760001320000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE incident (
        id           uuid CONSTRAINT incident_pkey PRIMARY KEY,
        cause        text NOT NULL,
        title        text NOT NULL,
        status       text NOT NULL,
        score        integer NOT NULL,
        score_reason text NOT NULL,
        first_at     timestamptz NOT NULL,
        last_at      timestamptz NOT NULL,
        closing_code text,
        closing_note text,
        closed_by    uuid,
        closed_at    timestamptz
      );
      -- Alerts of one cause gather in one incident until it is closed; what comes later opens another.
      CREATE UNIQUE INDEX incident_open_cause ON incident (cause) WHERE status <> 'CLOSED';
      CREATE INDEX incident_status ON incident (status, id);

      CREATE TABLE alert (
        id            uuid CONSTRAINT alert_pkey PRIMARY KEY,
        incident_id   uuid NOT NULL CONSTRAINT alert_incident REFERENCES incident (id),
        rule          text NOT NULL,
        severity      text NOT NULL,
        title         text NOT NULL,
        sentence      text NOT NULL,
        evidence      jsonb NOT NULL,
        status        text NOT NULL,
        event_time    timestamptz NOT NULL,
        raised_at     timestamptz NOT NULL,
        maker_site_id uuid,
        product_id    uuid,
        lot_number    text,
        serial        text,
        assignee_id   uuid,
        -- What happens again at the same place on the same day is the same alert: retries never raise a second one.
        occurrence    text NOT NULL,
        CONSTRAINT alert_occurrence UNIQUE (rule, occurrence)
      );
      CREATE INDEX alert_of_incident ON alert (incident_id);
      CREATE INDEX alert_maker ON alert (maker_site_id, id);

      CREATE TABLE alert_site (
        alert_id uuid NOT NULL REFERENCES alert (id),
        site_id  uuid NOT NULL,
        CONSTRAINT alert_site_pkey PRIMARY KEY (alert_id, site_id)
      );
      CREATE INDEX alert_site_site ON alert_site (site_id, alert_id);

      -- What the rules look back at: flagged scans and refusals, by place and pack.
      CREATE TABLE observed (
        id       bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT observed_pkey PRIMARY KEY,
        what     text NOT NULL,
        site_id  uuid NOT NULL,
        gtin     char(14) NOT NULL,
        serial   text,
        lot      text,
        expiry   date,
        channel  text,
        at       timestamptz NOT NULL,
        -- A first unknown serial is given ten minutes to turn out a slip.
        waits    boolean NOT NULL DEFAULT false
      );
      CREATE INDEX observed_pack ON observed (site_id, gtin, serial, at);
      CREATE INDEX observed_site ON observed (site_id, what, at);
      CREATE INDEX observed_waiting ON observed (at) WHERE waits;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE observed, alert_site, alert, incident');
  }
}
