import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { Lot, Run } from '../lots/index.js';

export interface OrderingSide {
  readonly lot: Lot;
  /** Orders as the regulator; else as the maker. */
  readonly regulator: boolean;
}

/** A lot is held and recalled by its maker or by a regulator; to others it is not there. */
export async function orderingSide(tx: Tx, actor: Actor, lotId: string): Promise<OrderingSide> {
  const lot = isId(lotId)
    ? await tx.manager.findOne(Lot, { where: { id: lotId }, lock: { mode: 'pessimistic_write' } })
    : null;
  const regulator = actor.roles.includes('REGULATOR');
  if (!lot || (!regulator && lot.makerSiteId !== actor.siteId)) throw notFound('lot');
  return { lot, regulator };
}

/** The runs that the ledger has or will have, each locked for the order of operations on it. */
export async function readyRuns(tx: Tx, lotId: string): Promise<Run[]> {
  const runs = await tx.manager.find(Run, {
    where: { lotId, status: 'READY' },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  if (runs.length === 0) throw new DomainError('LOT_WITHOUT_UNITS', 'This lot has no registered units.');
  return runs;
}
