import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lets a party in is proposed by one person and approved by another; the ledger's calls are named accordingly. */
export class PartyProposals1760001920000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE party_proposal (
        id                uuid CONSTRAINT party_proposal_pkey PRIMARY KEY,
        kind              text NOT NULL,
        status            text NOT NULL,
        -- The regulator's site; its people alone see and decide it.
        regulator_site_id uuid NOT NULL CONSTRAINT party_proposal_regulator_fkey REFERENCES site,
        -- Whom it is about; of an admission, once it is approved.
        site_id           uuid CONSTRAINT party_proposal_site_fkey REFERENCES site,
        -- The GLN of a site to admit, which is proposed once at a time.
        gln               character(13),
        -- What becomes of it once it is approved: the new site, or the new ledger id.
        wish              jsonb,
        reason            text,
        proposed_by       uuid NOT NULL,
        proposed_at       timestamptz NOT NULL,
        expires_at        timestamptz NOT NULL,
        decided_by        uuid,
        decided_at        timestamptz,
        decision_reason   text,
        CONSTRAINT party_proposal_two_people CHECK (status <> 'APPROVED' OR decided_by <> proposed_by)
      );
      CREATE INDEX party_proposal_regulator ON party_proposal (regulator_site_id);
      CREATE UNIQUE INDEX party_proposal_gln ON party_proposal (gln) WHERE status = 'PROPOSED';
      CREATE UNIQUE INDEX party_proposal_reinstatement ON party_proposal (site_id)
        WHERE status = 'PROPOSED' AND kind = 'REINSTATEMENT';

      CREATE TABLE party_proposal_order (
        proposal_id           uuid NOT NULL CONSTRAINT party_proposal_order_fkey REFERENCES party_proposal,
        party_id              int8 NOT NULL,
        proposal_operation_id uuid NOT NULL,
        decision_operation_id uuid,
        CONSTRAINT party_proposal_order_pkey PRIMARY KEY (proposal_id, party_id)
      );

      DROP INDEX operation_unsettled_registry;
      CREATE INDEX operation_unsettled_registry ON operation (seq)
        WHERE kind IN ('proposeAdmission', 'approveAdmission', 'proposeRoles', 'approveRoles', 'suspend', 'proposeReinstatement', 'approveReinstatement', 'withdrawKey', 'proposeKey', 'approveKey', 'retractOrder') AND status IN ('PENDING', 'SENT');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX operation_unsettled_registry;
      CREATE INDEX operation_unsettled_registry ON operation (seq)
        WHERE kind IN ('admit', 'changeRoles', 'suspend', 'reinstate', 'changeKey')
          AND status IN ('PENDING', 'SENT');
      DROP TABLE party_proposal_order, party_proposal;
    `);
  }
}
