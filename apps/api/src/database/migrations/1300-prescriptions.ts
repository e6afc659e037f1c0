import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Prescriptions1760001300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE prescription (
        id            uuid CONSTRAINT prescription_pkey PRIMARY KEY,
        site_id       uuid NOT NULL,
        user_id       uuid NOT NULL,
        party_id      bigint NOT NULL,
        sealed        bytea NOT NULL,
        issued_at     timestamptz NOT NULL,
        cancelled_at  timestamptz,
        cancel_reason text
      );
      CREATE INDEX prescription_site ON prescription (site_id, id);

      CREATE TABLE prescription_item (
        id                  uuid CONSTRAINT prescription_item_pkey PRIMARY KEY,
        prescription_id     uuid NOT NULL
                            CONSTRAINT prescription_item_prescription REFERENCES prescription (id),
        ordinal             integer NOT NULL,
        ledger_id           bytea NOT NULL,
        item_key            bytea NOT NULL CONSTRAINT prescription_item_key UNIQUE,
        key_address         bytea NOT NULL,
        quantity            integer NOT NULL,
        valid_from          date NOT NULL,
        valid_until         date NOT NULL,
        operation_id        uuid NOT NULL,
        cancel_operation_id uuid,
        CONSTRAINT prescription_item_ordinal UNIQUE (prescription_id, ordinal),
        CONSTRAINT prescription_item_amount CHECK (quantity > 0),
        CONSTRAINT prescription_item_days CHECK (valid_until >= valid_from)
      );

      -- Every attempt to open a sealed content, also with a wrong token: guessing is slowed down by counting these.
      CREATE TABLE prescription_opening (
        id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT prescription_opening_pkey PRIMARY KEY,
        prescription_id uuid NOT NULL,
        site_id         uuid NOT NULL,
        user_id         uuid NOT NULL,
        at              timestamptz NOT NULL,
        opened          boolean NOT NULL
      );
      CREATE INDEX prescription_opening_failed ON prescription_opening (site_id, at) WHERE NOT opened;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE prescription_opening, prescription_item, prescription');
  }
}
