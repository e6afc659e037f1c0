import { NOTICE_CHANNEL } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';

export const RECALL_TOPIC = 'recall';

/** Tells the screens that are open, once the transaction is in. */
export async function announceRecall(tx: Tx, id: string): Promise<void> {
  await tx.sql('SELECT pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify({ topic: RECALL_TOPIC, id })]);
}
