import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoticeDeliveries1760001820000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mail_choice (
        user_id uuid NOT NULL,
        site_id uuid NOT NULL,
        topics  text[] NOT NULL,
        CONSTRAINT mail_choice_pkey PRIMARY KEY (user_id, site_id)
      );
      CREATE INDEX mail_choice_site ON mail_choice (site_id);

      CREATE TABLE webhook (
        id         uuid CONSTRAINT webhook_pkey PRIMARY KEY,
        site_id    uuid NOT NULL,
        url        text NOT NULL,
        topics     text[] NOT NULL,
        secret     bytea NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        ended_at   timestamptz
      );
      CREATE INDEX webhook_site ON webhook (site_id) WHERE ended_at IS NULL;

      CREATE TABLE notice_delivery (
        id         uuid CONSTRAINT notice_delivery_pkey PRIMARY KEY,
        site_id    uuid NOT NULL,
        -- Where it goes: one of the two.
        webhook_id uuid CONSTRAINT notice_delivery_webhook_fkey REFERENCES webhook (id),
        user_id    uuid,
        topic      text NOT NULL,
        type       text NOT NULL,
        subject_id uuid,
        number     text,
        at         timestamptz NOT NULL,
        state      text NOT NULL,
        attempts   smallint NOT NULL DEFAULT 0,
        next_at    timestamptz,
        failure    text,
        status     smallint,
        sent_at    timestamptz
      );
      CREATE INDEX notice_delivery_due ON notice_delivery (next_at) WHERE state = 'WAITING';
      CREATE INDEX notice_delivery_webhook ON notice_delivery (webhook_id, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE notice_delivery, webhook, mail_choice');
  }
}
