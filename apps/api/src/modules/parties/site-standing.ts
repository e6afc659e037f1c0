import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/work/index.js';
import type { PartyStatus } from './site.graphql.js';

/** What sites are, within a unit of work that gives orders about them. */
@Injectable()
export class SiteStanding {
  /** Two orders at the same moment come one after the other, and the second sees the first. */
  async lock(tx: Tx, siteId: string): Promise<void> {
    await tx.sql('SELECT 1 FROM site WHERE id = $1 FOR UPDATE', [siteId]);
  }

  /** What a party will be when everything that is under way is done. */
  async after(tx: Tx, partyId: number): Promise<PartyStatus> {
    const [row] = await tx.sql<{ status: PartyStatus }>(
      `SELECT coalesce(
         (SELECT CASE kind WHEN 'suspend' THEN 'SUSPENDED' ELSE 'ACTIVE' END FROM operation
          WHERE status IN ('PENDING', 'SENT') AND kind IN ('approveAdmission', 'suspend', 'approveReinstatement')
            AND (call->>'party')::bigint = $1 ORDER BY seq DESC LIMIT 1),
         (SELECT status FROM ledger.party WHERE id = $1),
         'PENDING') AS status`,
      [partyId],
    );
    return row!.status;
  }

  /** The ledger ids of a site that will be so; others, such as one that was refused, stay as they are. */
  async partiesThatAre(tx: Tx, siteId: string, status: PartyStatus): Promise<number[]> {
    const ids = await tx.sql<{ ledger_id: number }>(
      'SELECT ledger_id FROM party WHERE site_id = $1 ORDER BY main DESC, ledger_id',
      [siteId],
    );
    const found: number[] = [];
    for (const { ledger_id: party } of ids) if ((await this.after(tx, party)) === status) found.push(party);
    return found;
  }
}
