import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WebhookSecrets1760001910000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- While a receiver swaps its secret, what is sent is signed with both.
      ALTER TABLE webhook ADD COLUMN former_secret bytea, ADD COLUMN former_until timestamptz,
        ADD CONSTRAINT webhook_former_check CHECK ((former_secret IS NULL) = (former_until IS NULL));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE webhook DROP COLUMN former_secret, DROP COLUMN former_until');
  }
}
