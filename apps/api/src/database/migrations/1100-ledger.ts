import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was sent to the chain (schema public: the only record of it), and what was read back (schema ledger: can be
 * dropped and rebuilt from block 0, natural keys only).
 */
export class Ledger1760001100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(SENDING);
    await db.query(CHAIN);
    await db.query(PROJECTIONS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP SCHEMA ledger CASCADE;
      DROP TABLE ledger_retry, ledger_transaction_operation, ledger_transaction, ledger_signer, ledger_contract;
    `);
  }
}

const SENDING = `
  CREATE TABLE ledger_contract (
    chain_id     bigint NOT NULL,
    name         text NOT NULL,
    address      bytea NOT NULL CHECK (octet_length(address) = 20),
    block_number bigint NOT NULL,
    deployed_at  timestamptz NOT NULL,
    CONSTRAINT ledger_contract_pkey PRIMARY KEY (chain_id, name)
  );

  -- The nonce sequence of an address; whoever numbers transactions holds the advisory lock of the address.
  CREATE TABLE ledger_signer (
    chain_id   bigint NOT NULL,
    address    bytea NOT NULL CHECK (octet_length(address) = 20),
    next_nonce bigint NOT NULL,
    CONSTRAINT ledger_signer_pkey PRIMARY KEY (chain_id, address)
  );

  -- SIGNED: stored, not known to be broadcast. SENT: the chain took it. MINED or REVERTED: in a block.
  -- REPLACED: another transaction of ours with the same nonce was mined. LOST: a foreign one was.
  CREATE TABLE ledger_transaction (
    id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ledger_transaction_pkey PRIMARY KEY,
    chain_id     bigint NOT NULL,
    signer       bytea NOT NULL,
    nonce        bigint NOT NULL,
    hash         bytea NOT NULL CONSTRAINT ledger_transaction_hash UNIQUE,
    raw          bytea NOT NULL,
    kind         text NOT NULL,
    gas_limit    bigint NOT NULL,
    max_fee      numeric NOT NULL,
    replaces     bigint REFERENCES ledger_transaction (id),
    status       text NOT NULL DEFAULT 'SIGNED'
                 CHECK (status IN ('SIGNED', 'SENT', 'MINED', 'REVERTED', 'REPLACED', 'LOST')),
    block_number bigint,
    created_at   timestamptz NOT NULL DEFAULT now(),
    sent_at      timestamptz
  );
  CREATE INDEX ledger_transaction_nonce ON ledger_transaction (chain_id, signer, nonce);
  CREATE INDEX ledger_transaction_under_way ON ledger_transaction (signer, nonce) WHERE status IN ('SIGNED', 'SENT');
  CREATE INDEX ledger_transaction_replaces ON ledger_transaction (replaces) WHERE replaces IS NOT NULL;
  CREATE INDEX ledger_transaction_block ON ledger_transaction (block_number) WHERE block_number IS NOT NULL;

  CREATE TABLE ledger_transaction_operation (
    transaction_id bigint NOT NULL REFERENCES ledger_transaction (id),
    position       integer NOT NULL,
    operation_id   uuid NOT NULL,
    CONSTRAINT ledger_transaction_operation_pkey PRIMARY KEY (transaction_id, position)
  );
  CREATE INDEX ledger_transaction_operation_operation ON ledger_transaction_operation (operation_id);

  -- Operations that had to be sent again: they travel in ever smaller calls, so that one that breaks its call
  -- is found and does not hold up the others.
  CREATE TABLE ledger_retry (
    operation_id uuid CONSTRAINT ledger_retry_pkey PRIMARY KEY,
    reverts      integer NOT NULL DEFAULT 0,
    stale        integer NOT NULL DEFAULT 0
  );
`;

const CHAIN = `
  CREATE SCHEMA ledger;

  -- How far the chain was read. One row.
  CREATE TABLE ledger.cursor (
    one          boolean CONSTRAINT cursor_pkey PRIMARY KEY DEFAULT true CHECK (one),
    chain_id     bigint NOT NULL,
    block_number bigint NOT NULL,
    block_hash   bytea NOT NULL
  );

  -- Blocks with events of ours; those without leave no trace.
  CREATE TABLE ledger.block (
    number      bigint CONSTRAINT block_pkey PRIMARY KEY,
    hash        bytea NOT NULL,
    parent_hash bytea NOT NULL,
    at          timestamptz NOT NULL
  );

  -- Every event of our contracts, whoever caused it. idx_from and idx_to bound the units that it is about.
  CREATE TABLE ledger.event (
    block_number bigint NOT NULL,
    log_index    integer NOT NULL,
    tx_hash      bytea NOT NULL,
    name         text NOT NULL,
    operation_id uuid NOT NULL,
    party        bigint,
    lot_key      bytea,
    item_key     bytea,
    idx_from     bigint,
    idx_to       bigint,
    args         jsonb NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (block_number, log_index)
  );
  CREATE INDEX event_unit ON ledger.event (lot_key, idx_from) WHERE idx_to - idx_from = 1;
  CREATE INDEX event_range ON ledger.event (lot_key, block_number)
    WHERE lot_key IS NOT NULL AND (idx_to - idx_from > 1 OR idx_from IS NULL);
  CREATE INDEX event_operation ON ledger.event (operation_id);
  CREATE INDEX event_item ON ledger.event (item_key) WHERE item_key IS NOT NULL;
`;

const PROJECTIONS = `
  CREATE TABLE ledger.party (
    id       bigint CONSTRAINT party_pkey PRIMARY KEY,
    gln      char(13) NOT NULL,
    roles    integer NOT NULL,
    status   text NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED')),
    hpke_key bytea NOT NULL,
    endpoint text NOT NULL
  );

  CREATE TABLE ledger.party_key (
    party  bigint NOT NULL,
    key    bytea NOT NULL,
    rights smallint NOT NULL,
    CONSTRAINT party_key_pkey PRIMARY KEY (party, key)
  );

  CREATE TABLE ledger.lot (
    lot_key           bytea CONSTRAINT lot_pkey PRIMARY KEY,
    maker_party       bigint NOT NULL,
    lot_id            bytea NOT NULL,
    unit_count        bigint NOT NULL,
    registered_day    integer NOT NULL,
    expiry_day        integer NOT NULL,
    root              bytea NOT NULL,
    version           integer NOT NULL,
    derived_from      bytea,
    held_by_maker     boolean NOT NULL,
    held_by_regulator boolean NOT NULL,
    held              boolean NOT NULL GENERATED ALWAYS AS (held_by_maker OR held_by_regulator) STORED,
    recalled          boolean NOT NULL,
    withdrawn         boolean NOT NULL
  );

  CREATE TABLE ledger.recall_range (
    lot_key bytea NOT NULL,
    start   bigint NOT NULL,
    "end"   bigint NOT NULL,
    CONSTRAINT recall_range_pkey PRIMARY KEY (lot_key, start, "end")
  );

  CREATE TABLE ledger.segment (
    lot_key  bytea NOT NULL,
    start    bigint NOT NULL,
    "end"    bigint NOT NULL,
    holder   bigint NOT NULL,
    receiver bigint,
    state    text NOT NULL CHECK (state IN ('HELD', 'SHIPPED', 'ORDERED')),
    touched  boolean NOT NULL,
    CONSTRAINT segment_pkey PRIMARY KEY (lot_key, start)
  );
  CREATE INDEX segment_holder ON ledger.segment (holder);
  CREATE INDEX segment_receiver ON ledger.segment (receiver) WHERE receiver IS NOT NULL;

  -- Sixteen units to a word, the lowest index in the last two bytes: as in the contract.
  CREATE TABLE ledger.status_word (
    lot_key bytea NOT NULL,
    word_no integer NOT NULL,
    word    bytea NOT NULL CHECK (octet_length(word) = 32),
    CONSTRAINT status_word_pkey PRIMARY KEY (lot_key, word_no)
  );

  CREATE TABLE ledger.prescription_item (
    item_key         bytea CONSTRAINT prescription_item_pkey PRIMARY KEY,
    prescriber_party bigint NOT NULL,
    key_address      bytea NOT NULL,
    quantity         integer NOT NULL,
    remaining        integer NOT NULL,
    used             integer NOT NULL,
    valid_from       date NOT NULL,
    valid_until      date NOT NULL,
    state            text NOT NULL CHECK (state IN ('ISSUED', 'CANCELLED')),
    fills            bytea[] NOT NULL
  );

  CREATE TABLE ledger.anchor (
    operator bytea NOT NULL,
    head     bytea NOT NULL,
    previous bytea NOT NULL,
    party    bigint NOT NULL,
    kind     integer NOT NULL,
    root     bytea NOT NULL,
    count    bigint NOT NULL,
    CONSTRAINT anchor_pkey PRIMARY KEY (operator, head)
  );
`;
