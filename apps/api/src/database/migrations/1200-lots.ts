import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Products, lots, runs and their serials. Units have no rows: a serial is found in pages (modules/lots/serial-store). */
export class Lots1760001200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE product (
        id                uuid CONSTRAINT product_pkey PRIMARY KEY,
        gtin              char(14) NOT NULL CONSTRAINT product_gtin UNIQUE,
        ndc               text,
        name              text NOT NULL,
        substance         text NOT NULL,
        substances        text[] NOT NULL,
        strength          text,
        form              text,
        base_unit         text NOT NULL,
        pack_quantity     integer NOT NULL,
        prescription_only boolean NOT NULL,
        schedule          text,
        maker_site_id     uuid NOT NULL,
        created_at        timestamptz NOT NULL
      );
      CREATE INDEX product_maker ON product (maker_site_id);

      CREATE TABLE lot (
        id               uuid CONSTRAINT lot_pkey PRIMARY KEY,
        product_id       uuid NOT NULL CONSTRAINT lot_product_fkey REFERENCES product (id),
        maker_site_id    uuid NOT NULL,
        number           text NOT NULL,
        expiry           date NOT NULL,
        expiry_day_given boolean NOT NULL,
        version          integer NOT NULL DEFAULT 0,
        created_at       timestamptz NOT NULL,
        CONSTRAINT lot_number UNIQUE (product_id, number)
      );
      CREATE INDEX lot_maker ON lot (maker_site_id, id);

      CREATE TABLE lot_amendment (
        lot_id        uuid NOT NULL CONSTRAINT lot_amendment_lot_fkey REFERENCES lot (id),
        version       integer NOT NULL,
        expiry_before date NOT NULL,
        expiry_after  date NOT NULL,
        reason        text NOT NULL,
        amended_by    uuid NOT NULL,
        amended_at    timestamptz NOT NULL,
        CONSTRAINT lot_amendment_pkey PRIMARY KEY (lot_id, version)
      );

      CREATE TABLE run (
        id            integer GENERATED ALWAYS AS IDENTITY CONSTRAINT run_pkey PRIMARY KEY,
        lot_id        uuid NOT NULL CONSTRAINT run_lot_fkey REFERENCES lot (id),
        party_id      bigint NOT NULL,
        lot_key       bytea NOT NULL CONSTRAINT run_lot_key UNIQUE,
        ledger_lot_id bytea NOT NULL,
        salt          bytea NOT NULL,
        secret        bytea NOT NULL,
        root          bytea,
        unit_count    integer NOT NULL,
        imported      integer NOT NULL DEFAULT 0,
        status        text NOT NULL,
        failure       jsonb,
        operation_id  uuid,
        created_by    uuid NOT NULL,
        created_at    timestamptz NOT NULL,
        seen_at       timestamptz NOT NULL,
        finished_at   timestamptz
      );
      CREATE INDEX run_lot ON run (lot_id);
      CREATE INDEX run_importing ON run (id) WHERE status = 'IMPORTING';

      -- 256 serials in packing order; subtree is the RFC 9162 hash over their commitments.
      CREATE TABLE serial_page (
        run_id  integer NOT NULL CONSTRAINT serial_page_run_fkey REFERENCES run (id),
        page_no integer NOT NULL,
        serials text[] NOT NULL,
        subtree bytea NOT NULL,
        CONSTRAINT serial_page_pkey PRIMARY KEY (run_id, page_no)
      );

      -- 64 serials in byte order with their packing indices: one index probe finds the only row that can hold a serial.
      CREATE TABLE serial_lookup (
        run_id       integer NOT NULL CONSTRAINT serial_lookup_run_fkey REFERENCES run (id),
        first_serial text COLLATE "C" NOT NULL,
        serials      text[] NOT NULL,
        indices      integer[] NOT NULL,
        CONSTRAINT serial_lookup_pkey PRIMARY KEY (run_id, first_serial)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE serial_lookup, serial_page, run, lot_amendment, lot, product;');
  }
}
