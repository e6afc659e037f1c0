import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MachineLimits1760001922000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Of a machine's own; where there is none, the node's limit of requests a second holds.
      ALTER TABLE machine ADD COLUMN requests_per_second integer
        CONSTRAINT machine_requests_check CHECK (requests_per_second > 0);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE machine DROP COLUMN requests_per_second');
  }
}
