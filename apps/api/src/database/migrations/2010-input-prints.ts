import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InputPrints1760002010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- So far a bare hash of the input, which told who could guess it. It is under a key of the node from now on; what
      -- was asked before is no longer known again: under its key nothing is done twice, and nothing is answered.
      UPDATE idempotency_key SET input_hash = '';
    `);
  }

  /** What was forgotten stays forgotten. */
  async down(): Promise<void> {}
}
