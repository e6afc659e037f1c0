import { transact, type Sql } from '../sql.js';
import type { DataSource } from 'typeorm';

/** Where projections are built anew, beside those that are being read. */
const NEXT = 'ledger_next';

/** Everything in the schema ledger but the cursor. */
export const PROJECTION_TABLES = [
  'block',
  'event',
  'party',
  'party_key',
  'lot',
  'recall_range',
  'segment',
  'status_word',
  'prescription_item',
  'anchor',
];

/** The same statements on the tables that are being built. */
export function onNext(sql: Sql): Sql {
  return (text, params) => sql(text.replaceAll(/\bledger\./g, `${NEXT}.`), params);
}

/**
 * Makes empty copies of the projections, with all that belongs to them under the same names, unless an earlier rebuild
 * has left some of the same kind that it did not finish.
 * @param purpose what they are built from; copies of another purpose are thrown away
 */
export function openShadow(
  database: DataSource,
  purpose: string,
  begin: (sql: Sql) => Promise<void>,
): Promise<void> {
  return transact(database, async (sql) => {
    const statements: string[] = [];
    for (const table of [...PROJECTION_TABLES, 'cursor']) statements.push(...(await copyOf(sql, table)));
    const [found] = await sql<{ purpose: string | null }>(
      `SELECT obj_description(oid, 'pg_namespace') AS purpose FROM pg_namespace WHERE nspname = '${NEXT}'`,
    );
    const fingerprint = `${purpose}\n${statements.join('\n')}`;
    if (found?.purpose === fingerprint) return;
    await dropShadow(sql);
    await sql(`CREATE SCHEMA ${NEXT}`);
    for (const statement of statements) await sql(statement);
    await sql(`SELECT set_config('custodia.purpose', $1, true)`, [fingerprint]);
    await sql(`DO $$ BEGIN
      EXECUTE format('COMMENT ON SCHEMA ${NEXT} IS %L', current_setting('custodia.purpose'));
    END $$`);
    await begin(onNext(sql));
  });
}

export async function dropShadow(sql: Sql): Promise<void> {
  await sql(`DROP SCHEMA IF EXISTS ${NEXT} CASCADE`);
}

/** The statements that make an empty copy of a table: columns, checks, keys, indexes, settings and rights. */
async function copyOf(sql: Sql, table: string): Promise<string[]> {
  const rows = await sql<{ statement: string }>(
    `SELECT format('ALTER TABLE ${NEXT}.%I ADD CONSTRAINT %I %s', $1::text, conname, pg_get_constraintdef(oid)) AS statement
     FROM pg_constraint WHERE conrelid = ('ledger.' || $1)::regclass AND contype IN ('p', 'u', 'x')
     UNION ALL
     SELECT replace(pg_get_indexdef(i.indexrelid), ' ON ledger.', ' ON ${NEXT}.') FROM pg_index i
     WHERE i.indrelid = ('ledger.' || $1)::regclass
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
     UNION ALL
     SELECT format('ALTER TABLE ${NEXT}.%I SET (%s)', $1::text, array_to_string(reloptions, ', '))
     FROM pg_class WHERE oid = ('ledger.' || $1)::regclass AND reloptions IS NOT NULL
     UNION ALL
     SELECT format('GRANT %s ON ${NEXT}.%I TO %s', a.privilege_type, $1::text,
                   CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
     FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = ('ledger.' || $1)::regclass AND a.grantee <> c.relowner`,
    [table],
  );
  const like = `CREATE TABLE ${NEXT}.${table} (LIKE ledger.${table} INCLUDING ALL EXCLUDING INDEXES)`;
  return [like, ...rows.map(({ statement }) => statement).sort()];
}

/** A table as a rebuild has found it and as it has left it. */
export interface Comparison {
  readonly table: string;
  readonly rows: number;
  readonly checksum: string;
  readonly rowsBefore: number;
  readonly checksumBefore: string;
}

/** Compares what is read with what was built, table by table; both have to stand at the same block. */
export async function compare(sql: Sql): Promise<Comparison[]> {
  const compared: Comparison[] = [];
  for (const table of PROJECTION_TABLES) {
    const before = await checksum(sql, table);
    const after = await checksum(onNext(sql), table);
    compared.push({
      table,
      rows: after.rows,
      checksum: after.sum,
      rowsBefore: before.rows,
      checksumBefore: before.sum,
    });
  }
  return compared;
}

/** Over all rows, whatever their order. */
async function checksum(sql: Sql, table: string): Promise<{ rows: number; sum: string }> {
  const [found] = await sql<{ rows: number; sum: string }>(
    `SELECT count(*) AS rows, to_hex((coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) % 9223372036854775807)::bigint) AS sum
     FROM ledger.${table} t`,
  );
  return found ?? { rows: 0, sum: '' };
}

const TRIES = 100;
/** Less than PostgreSQL waits before it ends one of two that wait for each other: never a reader. */
const LOCK_TIMEOUT = '300ms';

/** Puts what was built in the place of what is read, in a moment between two readers. */
export async function swap(sql: Sql, pause: () => Promise<void>): Promise<void> {
  const tables = PROJECTION_TABLES.map((table) => `ledger.${table}`).join(', ');
  await sql(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
  for (let tries = 1; ; tries++) {
    await sql('SAVEPOINT before_lock');
    try {
      await sql(`LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`);
      break;
    } catch (error) {
      await sql('ROLLBACK TO SAVEPOINT before_lock');
      if (tries === TRIES) throw error;
      await pause();
    }
  }
  await sql(`DROP TABLE ${tables}`);
  for (const table of PROJECTION_TABLES) await sql(`ALTER TABLE ${NEXT}.${table} SET SCHEMA ledger`);
  await dropShadow(sql);
}
