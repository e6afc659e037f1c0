import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertsRows, comparedRow } from '@custodia/api/traffic';
import { startPostgres } from '@custodia/embedded';
import type { Row } from '../report.js';
import type { Sizes } from '../settings.js';

/** The simulated month, and what looking back costs in the database. */
export async function alertsPart({ traffic, comparedReads }: Sizes): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-alerts-'));
  chmodSync(folder, 0o711); // the user that PostgreSQL runs as must pass through
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  try {
    return [...alertsRows(traffic), await comparedRow(postgres.url, comparedReads)];
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
