import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NestedShipments1760001905000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Cartons change pallets and lose packs: where a pack lay on its way is written down when it leaves. Of what left
      -- before, only the outermost container is known.
      ALTER TABLE shipment_line ADD COLUMN nesting text[] NOT NULL DEFAULT '{}';
      UPDATE shipment_line SET nesting = ARRAY[sscc::text] WHERE sscc IS NOT NULL;
      CREATE INDEX shipment_line_nesting ON shipment_line USING gin (nesting);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE shipment_line DROP COLUMN nesting');
  }
}
