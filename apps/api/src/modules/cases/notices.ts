import { NOTICE_CHANNEL } from '../../platform/events/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import type { EntryKind } from './case-entry.entity.js';
import { caseNumber } from './case-number.js';
import type { CaseFile } from './case-file.entity.js';
import type { CaseSide } from './case.rules.js';
import './case.events.js';

type NotedCase = Pick<CaseFile, 'id' | 'makerSiteId' | 'seq' | 'openedAt'>;

/** Tells the sites of some sides that something happened in a case; what it was they read there. */
export async function notify(
  tx: Tx,
  file: NotedCase,
  kind: EntryKind,
  sides: readonly CaseSide[],
  notSiteId: string | null,
): Promise<void> {
  const rows = await tx.sql<{ site_id: string }>(
    `SELECT site_id FROM case_site WHERE case_id = $1 AND 'SITE' = ANY($2)
     UNION SELECT $3::uuid WHERE 'MAKER' = ANY($2) AND $3::uuid IS NOT NULL
     UNION SELECT id FROM site WHERE 'REGULATOR' = ANY(roles) AND 'REGULATOR' = ANY($2)`,
    [file.id, sides, file.makerSiteId],
  );
  const siteIds = rows.map(({ site_id }) => site_id).filter((siteId) => siteId !== notSiteId);
  await tell(tx, file, kind, siteIds, null);
}

/** Tells one person, as somebody of a site. */
export async function notifyPerson(
  tx: Tx,
  file: NotedCase,
  kind: EntryKind,
  { userId, siteId }: { readonly userId: string; readonly siteId: string },
): Promise<void> {
  await tell(tx, file, kind, [siteId], userId);
}

async function tell(
  tx: Tx,
  file: NotedCase,
  kind: EntryKind,
  siteIds: readonly string[],
  userId: string | null,
): Promise<void> {
  for (const siteId of siteIds)
    await tx.sql(
      'INSERT INTO notice (id, site_id, user_id, case_id, kind, at) VALUES ($1, $2, $3, $4, $5, $6)',
      [newId(), siteId, userId, file.id, kind, tx.now],
    );
  if (siteIds.length > 0)
    await tx.publish('case.noted', { caseId: file.id, number: caseNumber(file), kind, siteIds, userId });
  await tx.sql('SELECT pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify({ topic: 'case', id: file.id })]);
}
