import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Invitations1760001720000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE invitation (
        id          uuid CONSTRAINT invitation_pkey PRIMARY KEY,
        site_id     uuid NOT NULL CONSTRAINT invitation_site_fkey REFERENCES site,
        email       text NOT NULL,
        duties      text[] NOT NULL DEFAULT '{}',
        token_hash  bytea NOT NULL,
        -- Null where whoever runs the node has invited.
        invited_by  uuid CONSTRAINT invitation_inviter_fkey REFERENCES app_user,
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        -- When it was accepted, taken back, or replaced by a newer one for the same email.
        ended_at    timestamptz
      );
      CREATE INDEX invitation_open ON invitation (site_id, lower(email)) WHERE ended_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE invitation');
  }
}
