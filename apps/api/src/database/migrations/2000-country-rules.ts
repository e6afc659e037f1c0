import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers and hotlines that each country may have its own of, and one trail of all that is set. */
export class CountryRules1760002000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE hotline (
        scope  text CONSTRAINT hotline_pkey PRIMARY KEY,
        number text NOT NULL
      );
      CREATE TABLE rule_change (
        n            integer GENERATED ALWAYS AS IDENTITY CONSTRAINT rule_change_pkey PRIMARY KEY,
        name         text NOT NULL,
        scope        text NOT NULL,
        value_before text,
        value_after  text,
        returned     boolean NOT NULL,
        reason       text NOT NULL,
        changed_by   uuid,
        at           timestamptz NOT NULL
      );
      INSERT INTO rule_change (name, scope, value_before, value_after, returned, reason, changed_by, at)
      SELECT name, scope, value_before, value_after, false, reason, changed_by, at
      FROM rule_threshold_change ORDER BY at, id;
      DROP TABLE rule_threshold_change;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rule_threshold_change (
        id           uuid CONSTRAINT rule_threshold_change_pkey PRIMARY KEY,
        name         text NOT NULL,
        value_before integer NOT NULL,
        value_after  integer NOT NULL,
        reason       text NOT NULL,
        changed_by   uuid,
        at           timestamptz NOT NULL,
        scope        text NOT NULL
      );
      CREATE INDEX rule_threshold_change_of_name ON rule_threshold_change (name, scope, id);
      INSERT INTO rule_threshold_change
      SELECT gen_random_uuid(), name, value_before::int, value_after::int, reason, changed_by, at, scope
      FROM rule_change WHERE name <> 'hotline' AND scope NOT LIKE '% %' ORDER BY n;
      DROP TABLE rule_change;
      DELETE FROM rule_threshold WHERE scope LIKE '% %';
      DROP TABLE hotline;
    `);
  }
}
