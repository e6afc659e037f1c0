import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who accepts an invitation with a passkey has no password. */
export class PasskeyAccounts1760001935000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE app_user ALTER COLUMN password_hash DROP NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    // No text is a hash: nobody signs in with it.
    await db.query(`
      UPDATE app_user SET password_hash = '' WHERE password_hash IS NULL;
      ALTER TABLE app_user ALTER COLUMN password_hash SET NOT NULL;
    `);
  }
}
