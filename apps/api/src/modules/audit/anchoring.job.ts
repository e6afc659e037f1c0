import type { Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { bytesToHex } from '../../database/columns.js';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';

/** What AnchorLog is told that a root is of. */
export const AUDIT_ANCHOR = 1;

const EVERY_MS = 10 * 60_000;

/** Puts the ends of the chains on the ledger, where nobody can take them back. */
@Injectable()
@BackgroundJob()
export class AnchoringJob implements WorkerJob {
  readonly name = 'audit anchors';

  constructor(private readonly work: UnitOfWork) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(EVERY_MS, signal);
      if (!signal.aborted) await this.anchor();
    }
  }

  /** @returns how many chains have an anchor under way. */
  anchor(): Promise<number> {
    return this.work.run(systemActor(this.name), 'audit.anchor', async (tx) => {
      const [deputy] = await tx.sql<{ id: number }>(DEPUTY);
      if (!deputy) return 0;
      const grown = await tx.sql<{ chain: string; seq: number; hash: Buffer; party: number | null }>(GROWN);
      for (const { seq, hash, party } of grown) {
        const root = bytesToHex(hash) as Hex;
        await tx.enqueue({
          call: { kind: 'anchor', of: AUDIT_ANCHOR, root, count: seq },
          partyId: party ?? deputy.id,
        });
      }
      const chains = grown.map(({ chain }) => chain);
      await tx.sql('UPDATE audit_head SET anchored = seq WHERE chain = ANY($1)', [chains]);
      return grown.length;
    });
  }
}

/** Parties that the node's operator key acts for: the regulator's keys are never those of a hosting node. */
const HOSTED = `party p JOIN site s ON s.id = p.site_id JOIN ledger.party l ON l.id = p.ledger_id
  WHERE p.main AND l.status = 'ACTIVE' AND NOT 'REGULATOR' = ANY(s.roles)`;

/** Who anchors the chains of those who cannot: the node itself, the regulator, suspended sites. */
const DEPUTY = `SELECT p.ledger_id AS id FROM ${HOSTED} ORDER BY p.ledger_id LIMIT 1`;

const GROWN = `SELECT h.chain, h.seq, h.hash,
    (SELECT p.ledger_id FROM ${HOSTED} AND p.site_id = h.chain) AS party
  FROM audit_head h WHERE h.seq > h.anchored ORDER BY h.chain FOR UPDATE OF h`;
