import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { CaseFile } from './case-file.entity.js';
import { ANSWER_DAYS, workingDaysFrom, type Parties } from './case.rules.js';

/** Who has to do with an incident: the maker of its packs, and the places where it happened. */
export async function partiesOf(tx: Tx, incidentId: string | null): Promise<Parties> {
  const [maker] = await tx.sql<{ maker_site_id: string }>(
    'SELECT maker_site_id FROM alert WHERE incident_id = $1 AND maker_site_id IS NOT NULL ORDER BY id LIMIT 1',
    [incidentId],
  );
  const makerSiteId = maker?.maker_site_id ?? null;
  const sites = await tx.sql<{ site_id: string }>(
    `SELECT DISTINCT s.site_id FROM alert a JOIN alert_site s ON s.alert_id = a.id
     WHERE a.incident_id = $1 AND s.site_id IS DISTINCT FROM $2`,
    [incidentId, makerSiteId],
  );
  return { makerSiteId, siteIds: sites.map(({ site_id }) => site_id) };
}

/** A new file of an incident, with those who take part in it: null where it has one already. */
export async function openFile(tx: Tx, incidentId: string): Promise<CaseFile | null> {
  const id = newId();
  const { makerSiteId, siteIds } = await partiesOf(tx, incidentId);
  const opened = await tx.sql(
    `INSERT INTO case_file (id, incident_id, status, maker_site_id, opened_at, left_since, due_at)
     VALUES ($1, $2, 'NEW', $3, $4, $4, $5) ON CONFLICT (incident_id) DO NOTHING RETURNING id`,
    [id, incidentId, makerSiteId, tx.now, workingDaysFrom(tx.now, ANSWER_DAYS)],
  );
  if (opened.length === 0) return null;
  await tx.sql('INSERT INTO case_site (case_id, site_id) SELECT $1, unnest($2::uuid[])', [id, siteIds]);
  return tx.manager.findOneByOrFail(CaseFile, { id });
}
