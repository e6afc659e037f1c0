import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Dispensing1760001310000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE dispensing (
        id               uuid CONSTRAINT dispensing_pkey PRIMARY KEY,
        site_id          uuid NOT NULL,
        user_id          uuid NOT NULL,
        party_id         bigint NOT NULL,
        basis            text NOT NULL,
        prescription_id  uuid CONSTRAINT dispensing_prescription REFERENCES prescription (id),
        paper_reference  text,
        collector        text,
        event_time       timestamptz NOT NULL,
        recorded_at      timestamptz NOT NULL,
        note             text
      );
      CREATE INDEX dispensing_site ON dispensing (site_id, id);

      CREATE TABLE dispense_line (
        id                  uuid CONSTRAINT dispense_line_pkey PRIMARY KEY,
        dispensing_id       uuid NOT NULL CONSTRAINT dispense_line_dispensing REFERENCES dispensing (id),
        position            integer NOT NULL,
        run_id              integer NOT NULL,
        idx                 integer NOT NULL,
        product_id          uuid NOT NULL,
        lot_id              uuid NOT NULL,
        serial              text NOT NULL,
        portion             text NOT NULL,
        quantity            integer NOT NULL,
        item_id             uuid CONSTRAINT dispense_line_item REFERENCES prescription_item (id),
        substitution_reason text,
        override_reason     text,
        status              text NOT NULL,
        -- Why it was recorded after the fact, for an irregular supply.
        irregular_reason    text,
        refusal             text,
        operation_id        uuid NOT NULL CONSTRAINT dispense_line_operation UNIQUE,
        undo_operation_id   uuid,
        undo_reason         text,
        pack_left           boolean NOT NULL DEFAULT false,
        settled_at          timestamptz,
        -- The line that this one corrects.
        replaces_id         uuid CONSTRAINT dispense_line_replaces REFERENCES dispense_line (id),
        CONSTRAINT dispense_line_position UNIQUE (dispensing_id, position),
        CONSTRAINT dispense_line_quantity CHECK (quantity > 0)
      );
      CREATE INDEX dispense_line_unit ON dispense_line (run_id, idx);
      CREATE INDEX dispense_line_undo ON dispense_line (undo_operation_id) WHERE undo_operation_id IS NOT NULL;
      CREATE INDEX dispense_line_issue ON dispense_line (dispensing_id) WHERE status = 'HANDED_OUT_REFUSED';

      CREATE TABLE owed_balance (
        id            uuid CONSTRAINT owed_balance_pkey PRIMARY KEY,
        site_id       uuid NOT NULL,
        dispensing_id uuid NOT NULL CONSTRAINT owed_balance_dispensing REFERENCES dispensing (id),
        item_id       uuid NOT NULL CONSTRAINT owed_balance_item REFERENCES prescription_item (id),
        -- The product given first: what is still owed must be the same substance and strength.
        product_id    uuid NOT NULL,
        quantity      integer NOT NULL,
        settled       integer NOT NULL DEFAULT 0,
        -- The patient's voucher covers what is owed, so that the patient need not sign again.
        voucher       jsonb NOT NULL,
        created_at    timestamptz NOT NULL,
        CONSTRAINT owed_balance_amount CHECK (quantity > 0 AND settled BETWEEN 0 AND quantity)
      );
      CREATE INDEX owed_balance_open ON owed_balance (site_id, id) WHERE settled < quantity;

      CREATE TABLE not_dispensed (
        id              uuid CONSTRAINT not_dispensed_pkey PRIMARY KEY,
        site_id         uuid NOT NULL,
        user_id         uuid NOT NULL,
        item_id         uuid NOT NULL CONSTRAINT not_dispensed_item REFERENCES prescription_item (id),
        reason          text NOT NULL,
        note            text,
        event_time      timestamptz NOT NULL,
        recorded_at     timestamptz NOT NULL
      );
      CREATE INDEX not_dispensed_of_item ON not_dispensed (item_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE not_dispensed, owed_balance, dispense_line, dispensing');
  }
}
