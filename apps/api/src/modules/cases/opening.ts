import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { CaseFile } from './case-file.entity.js';
import { ANSWER_DAYS, workingDaysFrom } from './case.rules.js';

/** A new file of an incident, with those who take part in it: null where it has one already. */
export async function openFile(tx: Tx, incidentId: string): Promise<CaseFile | null> {
  const id = newId();
  const [maker] = await tx.sql<{ maker_site_id: string }>(
    'SELECT maker_site_id FROM alert WHERE incident_id = $1 AND maker_site_id IS NOT NULL ORDER BY id LIMIT 1',
    [incidentId],
  );
  const makerSiteId = maker?.maker_site_id ?? null;
  const opened = await tx.sql(
    `INSERT INTO case_file (id, incident_id, status, maker_site_id, opened_at, due_at)
     VALUES ($1, $2, 'NEW', $3, $4, $5) ON CONFLICT (incident_id) DO NOTHING RETURNING id`,
    [id, incidentId, makerSiteId, tx.now, workingDaysFrom(tx.now, ANSWER_DAYS)],
  );
  if (opened.length === 0) return null;
  await tx.sql(
    `INSERT INTO case_site (case_id, site_id)
     SELECT DISTINCT $1::uuid, s.site_id FROM alert a JOIN alert_site s ON s.alert_id = a.id
     WHERE a.incident_id = $2 AND s.site_id IS DISTINCT FROM $3`,
    [id, incidentId, makerSiteId],
  );
  return tx.manager.findOneByOrFail(CaseFile, { id });
}
