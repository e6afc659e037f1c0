import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Codes of before were known by the node's own key, of now by the person's authenticator app. Their hashes cannot be
 * carried over: who has an app is shown that no code is left, and makes new ones.
 */
export class RecoveryCodes1760001930000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM recovery_code');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM recovery_code');
  }
}
