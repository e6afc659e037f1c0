import { rpc } from './rpc.js';

type Queue = Record<string, { hash: string }>;

/** Looks after the transactions that wait: mines a block for them, if that is ours to do, and frees stuck ones. */
export async function tendPool(url: string, { mine }: { mine: boolean }): Promise<void> {
  const { pending, queued } = await rpc<{ pending: string; queued: string }>(url, 'txpool_status');
  if (mine && Number(pending) > 0) await rpc(url, 'evm_mine');
  if (Number(queued) > 0) await freeStuckTransactions(url);
}

/**
 * Frees transactions that anvil has lost track of. One that is checked before, but added to the pool after, the
 * block with its predecessor waits for ever for a nonce that is gone, and sending it again is refused as "already
 * imported". So its sender's transactions are taken out of the pool and put back in order.
 */
async function freeStuckTransactions(url: string): Promise<void> {
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
