import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Queues by party, and what decides about parties: both are looked for in every round of the submitter. */
export class Pipeline1760001500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX operation_pending_party ON operation (signer, party_id, seq) WHERE status = 'PENDING';
      CREATE INDEX operation_unsettled_registry ON operation (seq)
        WHERE kind IN ('admit', 'changeRoles', 'suspend', 'reinstate', 'changeKey')
          AND status IN ('PENDING', 'SENT');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX operation_unsettled_registry, operation_pending_party;');
  }
}
