import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ThresholdChanges1760001821000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rule_threshold_change (
        id           uuid CONSTRAINT rule_threshold_change_pkey PRIMARY KEY,
        name         text NOT NULL,
        value_before integer NOT NULL,
        value_after  integer NOT NULL,
        reason       text NOT NULL,
        changed_by   uuid,
        at           timestamptz NOT NULL
      );
      CREATE INDEX rule_threshold_change_of_name ON rule_threshold_change (name, id);
      -- What was changed so far, as the audit trail knows it.
      INSERT INTO rule_threshold_change
      SELECT gen_random_uuid(), subject_id, (details ->> 'from')::int, (details ->> 'to')::int, details ->> 'reason',
             user_id, at
      FROM audit_entry WHERE action = 'rule.tune' AND details ? 'from';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE rule_threshold_change');
  }
}
