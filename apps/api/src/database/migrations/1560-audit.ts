import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Audit1760001560000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- 122 random bits: what names a person is hashed together with them, so that it can be forgotten.
      ALTER TABLE audit_entry ADD COLUMN salt uuid;
      UPDATE audit_entry SET salt = gen_random_uuid();

      CREATE TABLE audit_queue (
        entry_id bigint CONSTRAINT audit_queue_pkey PRIMARY KEY
      );
      INSERT INTO audit_queue (entry_id) SELECT id FROM audit_entry;

      CREATE TABLE audit_link (
        chain        uuid NOT NULL,
        seq          bigint NOT NULL,
        entry_id     bigint NOT NULL CONSTRAINT audit_link_entry UNIQUE,
        private_hash bytea NOT NULL,
        previous     bytea NOT NULL,
        hash         bytea NOT NULL,
        CONSTRAINT audit_link_pkey PRIMARY KEY (chain, seq)
      );
      CREATE INDEX audit_link_hash ON audit_link (hash);

      CREATE TABLE audit_head (
        chain    uuid CONSTRAINT audit_head_pkey PRIMARY KEY,
        seq      bigint NOT NULL,
        hash     bytea NOT NULL,
        anchored bigint NOT NULL DEFAULT 0
      );

      CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          IF TG_TABLE_NAME = 'audit_entry' THEN
            IF OLD.at < now() - interval '6 years' THEN RETURN OLD; END IF;
          ELSIF NOT EXISTS (SELECT 1 FROM audit_entry WHERE id = OLD.entry_id) THEN RETURN OLD;
          END IF;
        ELSIF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_entry' THEN
          -- Forgetting a person, and nothing else.
          IF OLD.salt IS NOT NULL AND NEW.salt IS NULL AND NEW.user_id IS NULL AND NEW.details IS NULL
             AND NEW.subject_id = ''
             AND (NEW.id, NEW.at, NEW.site_id, NEW.system, NEW.action, NEW.subject_type, NEW.operation_ids)
                 IS NOT DISTINCT FROM
                 (OLD.id, OLD.at, OLD.site_id, OLD.system, OLD.action, OLD.subject_type, OLD.operation_ids)
          THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
      CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link
        FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
      CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
      CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_link
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE audit_head, audit_link, audit_queue;
      DROP TRIGGER audit_entry_append_only ON audit_entry;
      DROP TRIGGER audit_entry_no_truncate ON audit_entry;
      DROP FUNCTION audit_is_append_only();
      ALTER TABLE audit_entry DROP COLUMN salt;
    `);
  }
}
