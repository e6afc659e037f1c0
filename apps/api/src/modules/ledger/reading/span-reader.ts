import { EventDecoder, uuidOf } from '@custodia/ledger';
import type { BlockHeader, Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import type { PlacedEvent } from '../projection/placed-event.js';

/** A stretch of the chain as it was read: the blocks with events of ours, and these events, in order. */
export interface Span {
  readonly to: BlockHeader;
  readonly blocks: readonly BlockHeader[];
  readonly events: readonly PlacedEvent[];
}

/** How far the chain was read before. */
export interface Position {
  readonly number: number;
  /** Empty before anything was read. */
  readonly hash: string;
}

/** The chain went over to another branch while it was read: read again. */
export class ChainMoved extends Error {
  override readonly name = 'ChainMoved';
}

/** Reads stretches of one branch of the chain, never of two. */
export class SpanReader {
  readonly #decoder: EventDecoder;

  constructor(
    private readonly chain: Chain,
    private readonly consortium: Consortium,
  ) {
    this.#decoder = new EventDecoder(consortium.addresses);
  }

  /**
   * @param after the last block that was read; `to` must be higher
   * @throws ChainMoved
   */
  async read(after: Position, to: BlockHeader): Promise<Span> {
    const logs = await this.chain.logs(this.consortium.addresses, after.number + 1, to.number);
    const blocks = await this.headersOf(
      new Map(logs.map(({ blockHash, blockNumber }) => [blockHash, Number(blockNumber)])),
      to,
    );
    await this.assertOneBranch(after, to);

    const times = new Map(blocks.map(({ hash, at }) => [hash, at]));
    const events: PlacedEvent[] = [];
    for (const log of logs) {
      const event = this.#decoder.decode(log);
      const at = times.get(log.blockHash);
      if (!event || !at) continue;
      const operationId = uuidOf(event.args.operation);
      const place = { blockNumber: Number(log.blockNumber), logIndex: Number(log.logIndex), at };
      events.push({ event, operationId, txHash: log.transactionHash, ...place });
    }
    return { to, blocks, events };
  }

  /** Asked for by number, after the logs: a block that the chain has dropped meanwhile is told from the one in its place. */
  private async headersOf(numbers: ReadonlyMap<string, number>, to: BlockHeader): Promise<BlockHeader[]> {
    const known = [...numbers].filter(([hash]) => hash !== to.hash);
    const found = await this.chain.headers(known.map(([, number]) => number));
    const headers = found.map((header, index) => {
      if (header?.hash !== known[index]?.[0]) throw new ChainMoved();
      return header as BlockHeader;
    });
    if (known.length < numbers.size) headers.push(to);
    return headers;
  }

  /** Asked for after the logs: where both ends are still on the chain, so is all between them. */
  private async assertOneBranch(after: Position, to: BlockHeader): Promise<void> {
    const adjacent = to.number === after.number + 1;
    if (adjacent && after.hash && to.parentHash !== after.hash) throw new ChainMoved();
    if (!adjacent && after.hash && (await this.chain.block(after.number))?.hash !== after.hash)
      throw new ChainMoved();
    if ((await this.chain.block(to.number))?.hash !== to.hash) throw new ChainMoved();
  }
}
