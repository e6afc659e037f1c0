import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { DataSource, EntityManager, QueryFailedError } from 'typeorm';

/** A statement under a name: PostgreSQL parses it once a connection, which the query builder has no way to ask for. */
export interface Statement {
  /** Not used for another text. */
  readonly name: string;
  readonly text: string;
}

const STATEMENTS = new Map<string, Statement>();

/** Names a statement. Its plan is kept beside the specs, so that a change of it is seen (plans.spec.ts). */
export function statement(one: Statement): Statement {
  if (STATEMENTS.has(one.name)) throw new Error(`Two statements are called ${one.name}`);
  STATEMENTS.set(one.name, one);
  return one;
}

/** All statements of the modules that are loaded. */
export function statements(): readonly Statement[] {
  return [...STATEMENTS.values()];
}

/** Runs a statement on a connection of the pool, or on that of a transaction. */
export async function prepared<R>(
  on: DataSource | EntityManager,
  { name, text }: Statement,
  values: unknown[],
): Promise<R[]> {
  try {
    const { rows } = await (await connectionOf(on)).query<QueryResultRow>({ name, text, values });
    return rows as R[];
  } catch (error) {
    // As the query builder does it, so that errors are told apart in one way.
    throw error instanceof Error ? new QueryFailedError(text, [], error) : error;
  }
}

function connectionOf(on: DataSource | EntityManager): Pool | Promise<PoolClient> {
  if (on instanceof DataSource) return (on.driver as unknown as { master: Pool }).master;
  if (!on.queryRunner) return connectionOf(on.dataSource);
  return on.queryRunner.connect() as Promise<PoolClient>;
}
