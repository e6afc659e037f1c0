import type { Sql } from '../sql.js';
import type { PartyState } from './party.fold.js';
import { bytea, upsertRows, type Table } from './rows.js';

const PARTY: Table = {
  name: 'ledger.party',
  key: ['id'],
  columns: {
    id: 'bigint',
    gln: 'text',
    roles: 'integer',
    status: 'text',
    hpke_key: 'bytea',
    endpoint: 'text',
  },
};
const PARTY_KEY: Table = {
  name: 'ledger.party_key',
  key: ['party', 'key'],
  columns: { party: 'bigint', key: 'bytea', rights: 'smallint' },
};

export async function loadParties(sql: Sql, ids: readonly number[]): Promise<Map<number, PartyState>> {
  const rows = await sql<Omit<PartyState, 'keys'> & { id: number; keys: [string, number][] }>(
    `SELECT p.id, p.gln, p.roles, p.status = 'SUSPENDED' AS suspended,
            '0x' || encode(p.hpke_key, 'hex') AS "hpkeKey", p.endpoint,
            coalesce((SELECT jsonb_agg(jsonb_build_array('0x' || encode(k.key, 'hex'), k.rights))
                      FROM ledger.party_key k WHERE k.party = p.id), '[]') AS keys
     FROM ledger.party p WHERE p.id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map(({ id, keys, ...party }) => [id, { ...party, keys: new Map(keys) }]));
}

export async function saveParties(sql: Sql, parties: ReadonlyMap<number, PartyState>): Promise<void> {
  const rows = [...parties].map(([id, party]) => ({
    id,
    gln: party.gln,
    roles: party.roles,
    status: party.suspended ? 'SUSPENDED' : 'ACTIVE',
    hpke_key: bytea(party.hpkeKey),
    endpoint: party.endpoint,
  }));
  const keys = [...parties].flatMap(([party, { keys }]) =>
    [...keys].map(([key, rights]) => ({ party, key: bytea(key), rights })),
  );
  await upsertRows(sql, PARTY, rows);
  await sql('DELETE FROM ledger.party_key WHERE party = ANY($1::bigint[])', [[...parties.keys()]]);
  await upsertRows(sql, PARTY_KEY, keys);
}

/** Forgets parties, so that they can be folded anew. */
export async function forgetParties(sql: Sql, ids: readonly number[]): Promise<void> {
  await sql('DELETE FROM ledger.party_key WHERE party = ANY($1::bigint[])', [ids]);
  await sql('DELETE FROM ledger.party WHERE id = ANY($1::bigint[])', [ids]);
}
