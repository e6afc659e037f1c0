import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a node keeps in mind of the ledger for the time without it, and which emergencies it opened in that time. */
export class Away1760002070000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The chain that this node serves: one row.
      CREATE TABLE known_chain (
        single   boolean CONSTRAINT known_chain_pkey PRIMARY KEY DEFAULT true
                 CONSTRAINT known_chain_single CHECK (single),
        chain_id bigint NOT NULL
      );

      -- What the ledger said last of the keys of parties; read_at is the time of the block that said it.
      CREATE TABLE known_key (
        party   bigint NOT NULL,
        key     text NOT NULL,
        roles   int NOT NULL DEFAULT 0,
        rights  int NOT NULL DEFAULT 0,
        active  boolean NOT NULL DEFAULT false,
        read_at bigint,
        CONSTRAINT known_key_pkey PRIMARY KEY (party, key)
      );
      CREATE INDEX known_key_oldest ON known_key (read_at NULLS FIRST);

      -- Of kits that open without the ledger, too: their consent, and what the ledger said last of it.
      ALTER TABLE emergency_kit
        ADD COLUMN away_consent text, ADD COLUMN standing int, ADD COLUMN last_day int, ADD COLUMN read_at bigint;
      CREATE UNIQUE INDEX emergency_kit_away ON emergency_kit (away_consent) WHERE away_consent IS NOT NULL;

      -- Of emergencies that were opened without the ledger: the party that asked, and how the ledger hears of it.
      ALTER TABLE emergency_access
        ADD COLUMN away_party bigint, ADD COLUMN opened_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN raw text, ADD COLUMN transaction text, ADD COLUMN anchored boolean NOT NULL DEFAULT false;
      CREATE INDEX emergency_access_away ON emergency_access (away_party, opened_at)
        WHERE away_party IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE emergency_access
        DROP COLUMN away_party, DROP COLUMN opened_at, DROP COLUMN raw, DROP COLUMN transaction, DROP COLUMN anchored;
      ALTER TABLE emergency_kit
        DROP COLUMN away_consent, DROP COLUMN standing, DROP COLUMN last_day, DROP COLUMN read_at;
      DROP TABLE known_key, known_chain;
    `);
  }
}
