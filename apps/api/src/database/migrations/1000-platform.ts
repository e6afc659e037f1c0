import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Platform1760001000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE operation (
        id           uuid CONSTRAINT operation_pkey PRIMARY KEY,
        seq          bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        kind         text NOT NULL,
        call         jsonb NOT NULL,
        party_id     bigint NOT NULL,
        signer       text NOT NULL,
        run_id       integer,
        idx_from     integer,
        idx_to       integer,
        item_id      bytea,
        status       text NOT NULL DEFAULT 'PENDING',
        reason       text,
        tx_hash      bytea,
        block_number bigint,
        created_by   uuid,
        site_id      uuid,
        created_at   timestamptz NOT NULL,
        settled_at   timestamptz
      );
      CREATE INDEX operation_unsettled ON operation (seq) WHERE status IN ('PENDING', 'SENT');
      CREATE INDEX operation_unsettled_run ON operation (run_id, idx_from)
        WHERE run_id IS NOT NULL AND status IN ('PENDING', 'SENT');
      -- Operations on one unit are found by the index above; those on ranges, or on the lot, are few.
      CREATE INDEX operation_unsettled_range ON operation (run_id)
        WHERE run_id IS NOT NULL AND status IN ('PENDING', 'SENT') AND (idx_to > idx_from + 1) IS NOT FALSE;
      CREATE INDEX operation_refused_unit ON operation (run_id, idx_from)
        WHERE run_id IS NOT NULL AND status = 'REFUSED';
      CREATE INDEX operation_unsettled_item ON operation (item_id)
        WHERE item_id IS NOT NULL AND status IN ('PENDING', 'SENT');
      CREATE INDEX operation_party ON operation (party_id, seq);

      CREATE TABLE unit_reservation (
        run_id       integer NOT NULL,
        idx          integer NOT NULL,
        operation_id uuid NOT NULL,
        CONSTRAINT unit_reservation_pkey PRIMARY KEY (run_id, idx)
      );
      CREATE INDEX unit_reservation_operation ON unit_reservation (operation_id);

      CREATE TABLE domain_event (
        id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT domain_event_pkey PRIMARY KEY,
        type          text NOT NULL,
        payload       jsonb NOT NULL,
        created_at    timestamptz NOT NULL,
        dispatched_at timestamptz,
        attempts      integer NOT NULL DEFAULT 0,
        retry_at      timestamptz
      );
      CREATE INDEX domain_event_undispatched ON domain_event (id) WHERE dispatched_at IS NULL;

      CREATE TABLE domain_event_delivery (
        event_id bigint NOT NULL,
        handler  text NOT NULL,
        CONSTRAINT domain_event_delivery_pkey PRIMARY KEY (event_id, handler)
      );

      CREATE TABLE audit_entry (
        id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_entry_pkey PRIMARY KEY,
        at            timestamptz NOT NULL,
        user_id       uuid,
        site_id       uuid,
        system        text,
        action        text NOT NULL,
        subject_type  text NOT NULL,
        subject_id    text NOT NULL,
        details       jsonb,
        operation_ids uuid[] NOT NULL
      );
      CREATE INDEX audit_entry_site ON audit_entry (site_id, at);
      CREATE INDEX audit_entry_subject ON audit_entry (subject_type, subject_id);

      CREATE TABLE idempotency_key (
        site_id    uuid NOT NULL,
        key        text NOT NULL,
        user_id    uuid NOT NULL,
        action     text NOT NULL,
        input_hash bytea NOT NULL,
        answer     jsonb,
        created_at timestamptz NOT NULL,
        CONSTRAINT idempotency_key_pkey PRIMARY KEY (site_id, key)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE idempotency_key, audit_entry, domain_event_delivery, domain_event, unit_reservation, operation;
    `);
  }
}
