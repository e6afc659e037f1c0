import type { Sql } from '../sql.js';

/** A table of the projections: its columns with their PostgreSQL types. */
export interface Table {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

export type Row = Readonly<Record<string, unknown>>;

/** Inserts rows, or overwrites those with the same key: one statement, whatever their number. */
export async function upsertRows(sql: Sql, table: Table, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(table.columns);
  const others = columns.filter((column) => !table.key.includes(column));
  const overwrite = others.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  await sql(
    `INSERT INTO ${table.name} (${quoted(columns)})
     SELECT ${selected(table, columns)} FROM ${unnested(table, columns)}
     ON CONFLICT (${quoted(table.key)}) DO ${overwrite ? `UPDATE SET ${overwrite}` : 'NOTHING'}`,
    columnsOf(rows, columns),
  );
}

/** Deletes rows named by their keys. */
export async function deleteRows(sql: Sql, table: Table, keys: readonly Row[]): Promise<void> {
  if (keys.length === 0) return;
  const match = table.key.map((column) => `t."${column}" = u."${column}"`).join(' AND ');
  await sql(
    `DELETE FROM ${table.name} t USING ${unnested(table, table.key)} WHERE ${match}`,
    columnsOf(keys, table.key),
  );
}

/** 0x-hex as PostgreSQL reads bytes. */
export function bytea(hex: string): string {
  return `\\x${hex.slice(2)}`;
}

/** An array as one text, for the columns that hold arrays: unnest would take it apart. */
export function byteaArray(items: readonly string[]): string {
  return `{${items.map((hex) => `"\\\\x${hex.slice(2)}"`).join(',')}}`;
}

const quoted = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');

function columnsOf(rows: readonly Row[], columns: readonly string[]): unknown[][] {
  return columns.map((column) => rows.map((row) => row[column] ?? null));
}

function unnested(table: Table, columns: readonly string[]): string {
  const arrays = columns.map((column, index) => `$${index + 1}::${transportType(table, column)}[]`);
  return `unnest(${arrays.join(', ')}) AS u (${quoted(columns)})`;
}

function selected(table: Table, columns: readonly string[]): string {
  return columns.map((column) => `u."${column}"::${table.columns[column] ?? 'text'}`).join(', ');
}

function transportType(table: Table, column: string): string {
  const type = table.columns[column] ?? 'text';
  return type.endsWith('[]') ? 'text' : type;
}
