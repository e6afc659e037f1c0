import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Shipments and containers: what the ledger does not say about who sends what to whom, and in which carton. */
export class Custody1760001210000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE container (
        sscc        char(18) CONSTRAINT container_pkey PRIMARY KEY,
        kind        text NOT NULL,
        parent_sscc char(18) CONSTRAINT container_parent_fkey REFERENCES container (sscc),
        site_id     uuid NOT NULL,
        packed_at   timestamptz NOT NULL
      );
      CREATE INDEX container_parent ON container (parent_sscc);
      CREATE INDEX container_site ON container (site_id, sscc);
      CREATE INDEX container_issuer ON container (substr(sscc::text, 2, 12));

      -- A unit is in at most one container; its place in the nesting follows from parent_sscc.
      CREATE TABLE container_range (
        sscc   char(18) NOT NULL CONSTRAINT container_range_container_fkey REFERENCES container (sscc),
        run_id integer NOT NULL,
        start  integer NOT NULL,
        "end"  integer NOT NULL,
        CONSTRAINT container_range_pkey PRIMARY KEY (run_id, start),
        CONSTRAINT container_range_order CHECK (start < "end")
      );
      CREATE INDEX container_range_sscc ON container_range (sscc);

      CREATE TABLE shipment (
        id           uuid CONSTRAINT shipment_pkey PRIMARY KEY,
        number       text NOT NULL CONSTRAINT shipment_number UNIQUE,
        kind         text NOT NULL,
        from_site_id uuid NOT NULL,
        to_site_id   uuid NOT NULL,
        to_party     bigint NOT NULL,
        reference    text,
        note         text,
        shipped_at   timestamptz NOT NULL,
        created_by   uuid NOT NULL,
        created_at   timestamptz NOT NULL
      );
      CREATE INDEX shipment_from ON shipment (from_site_id, id);
      CREATE INDEX shipment_to ON shipment (to_site_id, id);

      -- One line is one range of one ledger segment, so one operation. What became of it follows from the operations.
      CREATE TABLE shipment_line (
        id                  uuid CONSTRAINT shipment_line_pkey PRIMARY KEY,
        shipment_id         uuid NOT NULL CONSTRAINT shipment_line_shipment_fkey REFERENCES shipment (id),
        run_id              integer NOT NULL,
        start               integer NOT NULL,
        "end"               integer NOT NULL,
        sscc                char(18),
        ship_operation_id   uuid NOT NULL,
        settle_kind         text,
        settle_operation_id uuid,
        settled_by          uuid,
        settled_at          timestamptz,
        CONSTRAINT shipment_line_order CHECK (start < "end")
      );
      CREATE INDEX shipment_line_shipment ON shipment_line (shipment_id);
      CREATE INDEX shipment_line_run ON shipment_line (run_id, start);
      CREATE INDEX shipment_line_sscc ON shipment_line (sscc) WHERE sscc IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE shipment_line, shipment, container_range, container;');
  }
}
