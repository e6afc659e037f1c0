import { rpc } from './rpc.js';

type Queue = Record<string, { hash: string }>;

/** Mines a block if transactions wait for one. */
export async function minePending(url: string): Promise<void> {
  const { pending } = await rpc<{ pending: string }>(url, 'txpool_status');
  if (Number(pending) > 0) await rpc(url, 'evm_mine');
}

/**
 * Frees transactions that anvil has lost track of. One that is checked before, but added to the pool after, the
 * block with its predecessor waits for ever for a nonce that is gone, and sending it again is refused as "already
 * imported". So its sender's transactions are taken out of the pool and put back in order.
 */
export async function freeStuckTransactions(url: string): Promise<void> {
  const { queued } = await rpc<{ queued: string }>(url, 'txpool_status');
  if (Number(queued) === 0) return;
  const pool = await rpc<{ queued: Record<string, Queue> }>(url, 'txpool_content');
  for (const [sender, queue] of Object.entries(pool.queued)) {
    const next = await rpc<string>(url, 'eth_getTransactionCount', [sender, 'latest']);
    // Otherwise the predecessor really is missing, and its sender has to send it.
    if (queue[Number(next)]) await putBack(url, sender);
  }
}

async function putBack(url: string, sender: string): Promise<void> {
  const signed = new Map<string, string>();
  for (let complete = false; !complete;) {
    const hashes = await queuedHashes(url, sender);
    const unread = hashes.filter((hash) => !signed.has(hash));
    complete = unread.length === 0;
    for (const hash of unread) signed.set(hash, await rpc(url, 'eth_getRawTransactionByHash', [hash]));
  }
  await rpc(url, 'anvil_removePoolTransactions', [sender]);
  for (const transaction of signed.values()) {
    await rpc(url, 'eth_sendRawTransaction', [transaction]).catch(ignoreMined);
  }
}

async function queuedHashes(url: string, sender: string): Promise<string[]> {
  const pool = await rpc<{ queued: Record<string, Queue> }>(url, 'txpool_content');
  return Object.entries(pool.queued[sender] ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, { hash }]) => hash);
}

function ignoreMined(error: unknown): void {
  if (!/nonce too low|already imported/.test(String(error))) throw error;
}
