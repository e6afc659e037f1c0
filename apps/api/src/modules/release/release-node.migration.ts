import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything that a release node keeps, in a database of its own. */
export class ReleaseNode1760001750000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE patient (
        pseudonym     text CONSTRAINT patient_pkey PRIMARY KEY,
        version       bigint NOT NULL,
        directory     bytea NOT NULL,
        place         smallint NOT NULL,
        lines         bigint NOT NULL DEFAULT 0,
        previous_leaf text NOT NULL,
        read_last     boolean NOT NULL DEFAULT false
      );

      CREATE TABLE entry (
        pseudonym text NOT NULL CONSTRAINT entry_patient_fkey REFERENCES patient ON DELETE CASCADE,
        entry_id  text NOT NULL,
        position  bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT entry_position UNIQUE,
        category  text NOT NULL,
        hash      bytea NOT NULL,
        envelope  bytea NOT NULL,
        CONSTRAINT entry_pkey PRIMARY KEY (pseudonym, entry_id)
      );
      CREATE INDEX entry_in_order ON entry (pseudonym, position);

      CREATE TABLE opening (
        consent   text CONSTRAINT opening_pkey PRIMARY KEY,
        pseudonym text NOT NULL CONSTRAINT opening_patient_fkey REFERENCES patient ON DELETE CASCADE,
        opening   bytea NOT NULL
      );
      CREATE INDEX opening_patient ON opening (pseudonym);

      -- A stop may come before the opening, and is final: it names no patient.
      CREATE TABLE stop (
        consent    text CONSTRAINT stop_pkey PRIMARY KEY,
        stopped_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE seen_nonce (
        nonce      bytea CONSTRAINT seen_nonce_pkey PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX seen_nonce_expires ON seen_nonce (expires_at);

      CREATE TABLE delivery (
        grantee      text NOT NULL,
        pseudonym    text NOT NULL CONSTRAINT delivery_patient_fkey REFERENCES patient ON DELETE CASCADE,
        entries      integer NOT NULL,
        delivered_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX delivery_grantee ON delivery (grantee, delivered_at);
      CREATE INDEX delivery_patient ON delivery (pseudonym);

      -- The tree over all patients: the one row is the lock that orders the leaves.
      CREATE TABLE log_state (
        single   boolean CONSTRAINT log_state_pkey PRIMARY KEY DEFAULT true CHECK (single),
        size     bigint NOT NULL,
        frontier text[] NOT NULL
      );
      INSERT INTO log_state (size, frontier) VALUES (0, '{}');

      -- Complete subtrees; level 0 are the leaves. They stay when a patient's lines are erased.
      CREATE TABLE log_node (
        level smallint NOT NULL,
        index bigint NOT NULL,
        hash  bytea NOT NULL,
        CONSTRAINT log_node_pkey PRIMARY KEY (level, index)
      );

      CREATE TABLE log_line (
        index     bigint CONSTRAINT log_line_pkey PRIMARY KEY,
        pseudonym text NOT NULL CONSTRAINT log_line_patient_fkey REFERENCES patient ON DELETE CASCADE,
        salt      bytea NOT NULL,
        enc       bytea NOT NULL,
        ct        bytea NOT NULL
      );
      CREATE INDEX log_line_patient ON log_line (pseudonym, index);

      CREATE TABLE log_head (
        index       bigint CONSTRAINT log_head_pkey PRIMARY KEY,
        size        bigint NOT NULL,
        head        bytea NOT NULL,
        root        bytea NOT NULL,
        transaction text,
        raw         text,
        anchored    boolean NOT NULL DEFAULT false
      );

      CREATE TABLE recovery_kit (
        pseudonym text CONSTRAINT recovery_kit_pkey PRIMARY KEY
          CONSTRAINT recovery_kit_patient_fkey REFERENCES patient ON DELETE CASCADE,
        kit       bytea NOT NULL
      );

      CREATE TABLE recovery (
        pseudonym    text NOT NULL CONSTRAINT recovery_patient_fkey REFERENCES patient ON DELETE CASCADE,
        recovery_key text NOT NULL,
        asked_at     timestamptz NOT NULL DEFAULT now(),
        cancelled    boolean NOT NULL DEFAULT false,
        CONSTRAINT recovery_pkey PRIMARY KEY (pseudonym, recovery_key)
      );

      -- So that an old directory does not bring an erased record back; a hash, not the pseudonym.
      CREATE TABLE erased (
        pseudonym_hash bytea CONSTRAINT erased_pkey PRIMARY KEY
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE erased, recovery, recovery_kit, log_head, log_line, log_node, log_state, delivery, seen_nonce,
        stop, opening, entry, patient;
    `);
  }
}
