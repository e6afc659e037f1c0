import type { Bench } from './bench.js';

/**
 * Waits until this bench's `Notices` listens, on another connection than `before` where one was lost.
 *
 * @returns the process id of the connection that listens.
 */
export async function listening(bench: Pick<Bench, 'sql'>, before?: number): Promise<number> {
  for (;;) {
    // Other files use other databases of one server; a statement that still runs is not in force yet.
    const [row] = await bench.sql<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'custodia-notices'
         AND state = 'idle' AND query LIKE 'LISTEN%'`,
    );
    if (row && row.pid !== before) return row.pid;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
