import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Recalls1760001330000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE recall (
        id             uuid CONSTRAINT recall_pkey PRIMARY KEY,
        lot_id         uuid NOT NULL,
        kind           text NOT NULL,
        -- A range of one run; none of the three for the whole lot.
        run_id         integer,
        range_from     integer,
        range_to       integer,
        class          text NOT NULL,
        text           text NOT NULL,
        status         text NOT NULL,
        refusal        text,
        site_id        uuid NOT NULL,
        party_id       bigint NOT NULL,
        proposed_by    uuid NOT NULL,
        proposed_at    timestamptz NOT NULL,
        approved_by    uuid,
        approved_at    timestamptz,
        issued_at      timestamptz,
        CONSTRAINT recall_range CHECK ((run_id IS NULL) = (range_from IS NULL) AND (run_id IS NULL) = (range_to IS NULL)),
        CONSTRAINT recall_two_people CHECK (approved_by <> proposed_by)
      );
      CREATE INDEX recall_lot ON recall (lot_id);

      -- A lot of several runs is several lots on the ledger: each is proposed and approved there.
      CREATE TABLE recall_run (
        recall_id             uuid NOT NULL REFERENCES recall (id),
        run_id                integer NOT NULL,
        proposal_operation_id uuid NOT NULL,
        approval_operation_id uuid,
        CONSTRAINT recall_run_pkey PRIMARY KEY (recall_id, run_id)
      );
      CREATE INDEX recall_run_proposal ON recall_run (proposal_operation_id);
      CREATE INDEX recall_run_approval ON recall_run (approval_operation_id);

      CREATE TABLE recall_acknowledgement (
        recall_id uuid NOT NULL REFERENCES recall (id),
        site_id   uuid NOT NULL,
        user_id   uuid NOT NULL,
        at        timestamptz NOT NULL,
        CONSTRAINT recall_acknowledgement_pkey PRIMARY KEY (recall_id, site_id)
      );

      -- Why lots were put on hold and released, newest last.
      CREATE TABLE lot_hold (
        id           uuid CONSTRAINT lot_hold_pkey PRIMARY KEY,
        lot_id       uuid NOT NULL,
        site_id      uuid NOT NULL,
        user_id      uuid NOT NULL,
        reason       text NOT NULL,
        held_at      timestamptz NOT NULL,
        released_at  timestamptz,
        release_note text
      );
      CREATE UNIQUE INDEX lot_hold_open ON lot_hold (lot_id, site_id) WHERE released_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE lot_hold, recall_acknowledgement, recall_run, recall');
  }
}
