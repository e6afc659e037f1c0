import type { DataSource, EntityManager } from 'typeorm';

/** Asks one statement, in the transaction or outside. */
export type Sql = <T>(statement: string, parameters?: unknown[]) => Promise<T[]>;

export function sqlOf(database: DataSource | EntityManager): Sql {
  return async <T>(statement: string, parameters: unknown[] = []) => {
    const answer: unknown = await database.query(statement, parameters);
    // TypeORM answers UPDATE and DELETE with [rows, count].
    if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0])) return answer[0] as T[];
    return answer as T[];
  };
}

/** One transaction: all of it, or nothing. */
export function inTransaction<T>(database: DataSource, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction((manager) => work(sqlOf(manager)));
}
