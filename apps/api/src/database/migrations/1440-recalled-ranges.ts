import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A recall names as many ranges as it needs, in any of the lot's runs. */
export class RecalledRanges1760001440000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE recall_run ADD range_from integer, ADD range_to integer;
      UPDATE recall_run x SET range_from = coalesce(c.range_from, 0), range_to = coalesce(c.range_to, r.unit_count)
        FROM recall c, run r WHERE c.id = x.recall_id AND r.id = x.run_id;
      ALTER TABLE recall_run
        ALTER range_from SET NOT NULL,
        ALTER range_to SET NOT NULL,
        DROP CONSTRAINT recall_run_pkey,
        ADD CONSTRAINT recall_run_pkey PRIMARY KEY (recall_id, run_id, range_from),
        ADD CONSTRAINT recall_run_range CHECK (range_from >= 0 AND range_from < range_to);
      ALTER TABLE recall ADD whole_lot boolean;
      UPDATE recall SET whole_lot = run_id IS NULL;
      ALTER TABLE recall
        ALTER whole_lot SET NOT NULL,
        DROP CONSTRAINT recall_range,
        DROP COLUMN run_id,
        DROP COLUMN range_from,
        DROP COLUMN range_to;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE recall ADD run_id integer, ADD range_from integer, ADD range_to integer;
      UPDATE recall c SET run_id = x.run_id, range_from = x.range_from, range_to = x.range_to
        FROM recall_run x WHERE x.recall_id = c.id AND NOT c.whole_lot;
      ALTER TABLE recall
        ADD CONSTRAINT recall_range CHECK ((run_id IS NULL) = (range_from IS NULL) AND (run_id IS NULL) = (range_to IS NULL)),
        DROP COLUMN whole_lot;
      ALTER TABLE recall_run
        DROP CONSTRAINT recall_run_pkey,
        DROP CONSTRAINT recall_run_range,
        DROP COLUMN range_from,
        DROP COLUMN range_to,
        ADD CONSTRAINT recall_run_pkey PRIMARY KEY (recall_id, run_id);
    `);
  }
}
