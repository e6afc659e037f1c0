import type { DataSource } from 'typeorm';

/** Whether a process can serve. @throws what `unavailable` makes of why it cannot */
export async function assertReady(
  database: DataSource,
  isStopping: boolean,
  unavailable: (why: string) => Error,
): Promise<void> {
  if (isStopping) throw unavailable('This process is about to stop.');
  try {
    await database.query('SELECT 1');
  } catch {
    throw unavailable('The database cannot be reached.');
  }
}
