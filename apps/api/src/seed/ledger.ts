import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';

const LIMIT_MS = 120_000;
const POLL_MS = 100;

/** Waits for what goes over the ledger. */
@Injectable()
export class Ledger {
  constructor(private readonly database: DataSource) {}

  /** The regulator with whom the contracts were deployed. */
  async founder(): Promise<{ party: number; gln: string }> {
    return this.wait('the contracts name a regulator', async () => {
      const [row] = await this.database.query<{ id: number; gln: string }[]>(
        `SELECT id, gln FROM ledger.party WHERE status = 'ACTIVE' ORDER BY id LIMIT 1`,
      );
      return row && { party: Number(row.id), gln: row.gln };
    });
  }

  /** Until nothing is under way and everybody was told. @throws Error when the ledger refused something. */
  async settled(): Promise<void> {
    await this.wait('the ledger has confirmed everything', async () => {
      const [row] = await this.database.query<{ open: boolean; refused: string | null }[]>(
        `SELECT EXISTS (SELECT 1 FROM operation WHERE status IN ('PENDING', 'SENT'))
             OR EXISTS (SELECT 1 FROM domain_event WHERE dispatched_at IS NULL) AS open,
           (SELECT kind || ': ' || reason FROM operation WHERE status = 'REFUSED' LIMIT 1) AS refused`,
      );
      if (row?.refused) throw new Error(`The ledger refused ${row.refused}`);
      return row?.open ? undefined : true;
    });
  }

  private async wait<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const limit = Date.now() + LIMIT_MS;
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      if (Date.now() > limit) throw new Error(`It took too long until ${what}. Does the chain answer?`);
      await sleep(POLL_MS);
    }
  }
}
