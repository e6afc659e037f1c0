import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Thresholds that each market may have its own of, beside those that hold for all. */
export class MarketThresholds1760001985000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE rule_threshold ADD COLUMN scope text NOT NULL DEFAULT 'ALL';
      ALTER TABLE rule_threshold ALTER COLUMN scope DROP DEFAULT;
      ALTER TABLE rule_threshold DROP CONSTRAINT rule_threshold_pkey;
      ALTER TABLE rule_threshold ADD CONSTRAINT rule_threshold_pkey PRIMARY KEY (name, scope);
      ALTER TABLE rule_threshold_change ADD COLUMN scope text NOT NULL DEFAULT 'ALL';
      ALTER TABLE rule_threshold_change ALTER COLUMN scope DROP DEFAULT;
      DROP INDEX rule_threshold_change_of_name;
      CREATE INDEX rule_threshold_change_of_name ON rule_threshold_change (name, scope, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX rule_threshold_change_of_name;
      DELETE FROM rule_threshold_change WHERE scope <> 'ALL';
      ALTER TABLE rule_threshold_change DROP COLUMN scope;
      CREATE INDEX rule_threshold_change_of_name ON rule_threshold_change (name, id);
      DELETE FROM rule_threshold WHERE scope <> 'ALL';
      ALTER TABLE rule_threshold DROP CONSTRAINT rule_threshold_pkey;
      ALTER TABLE rule_threshold DROP COLUMN scope;
      ALTER TABLE rule_threshold ADD CONSTRAINT rule_threshold_pkey PRIMARY KEY (name);
    `);
  }
}
