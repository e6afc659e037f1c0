import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PushSubscriptions1760001990000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Where a patient's browsers are told that something happened. Whoever knows the address can wake the device, so it
      -- lies here sealed, and is found by its hash.
      CREATE TABLE push_subscription (
        id            uuid CONSTRAINT push_subscription_pkey PRIMARY KEY,
        user_id       uuid NOT NULL CONSTRAINT push_subscription_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        terminal_id   uuid NOT NULL,
        endpoint_hash bytea NOT NULL,
        endpoint      bytea NOT NULL,
        taken_at      timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX push_subscription_endpoint ON push_subscription (endpoint_hash);
      CREATE INDEX push_subscription_of_record ON push_subscription (user_id);

      ALTER TABLE notice_delivery ADD COLUMN push_id uuid;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM notice_delivery WHERE push_id IS NOT NULL;
      ALTER TABLE notice_delivery DROP COLUMN push_id;
      DROP TABLE push_subscription;
    `);
  }
}
