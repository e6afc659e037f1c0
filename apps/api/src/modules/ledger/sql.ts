import type { DataSource, EntityManager } from 'typeorm';

/** Runs a statement in the transaction at hand; rows of SELECT and of RETURNING alike. */
export type Sql = <R = unknown>(text: string, params?: readonly unknown[]) => Promise<R[]>;

/** The pipeline's own transactions: it records what the chain did, so there is no author and no audit entry. */
export function transact<T>(database: DataSource, body: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction((manager) => body(sqlOf(manager)));
}

export function sqlOf(manager: EntityManager | DataSource): Sql {
  return async <R>(text: string, params?: readonly unknown[]): Promise<R[]> => {
    const answer: unknown = await manager.query(text, params ? [...params] : undefined);
    // TypeORM answers UPDATE and DELETE with [rows, count].
    if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0])) return answer[0] as R[];
    return answer as R[];
  };
}
