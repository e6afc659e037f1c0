import { RpcError } from '@custodia/ledger';
import type { BlockHeader, Chain } from '../chain/chain.js';
import type { SpanReader, Position, Span } from './span-reader.js';

const FIRST_BLOCKS = 50;
const MOST_BLOCKS = 2_000;
const MANY_EVENTS = 10_000;

/** Walks along the chain in stretches of about as many events: few full blocks at once, or many empty ones. */
export class Strides {
  #blocks = FIRST_BLOCKS;

  constructor(
    private readonly chain: Chain,
    private readonly reader: SpanReader,
  ) {}

  /**
   * Reads the stretch after a block, not beyond the top, which must be higher.
   * @throws ChainMoved, ChainUnreachable
   */
  async next(after: Position, top: BlockHeader): Promise<Span> {
    const to = await this.stop(after.number + this.#blocks, top);
    try {
      const span = await this.reader.read(after, to);
      this.fit(span.events.length);
      return span;
    } catch (error) {
      // The node finds the answer too large.
      if (error instanceof RpcError) this.#blocks = Math.ceil(this.#blocks / 2);
      throw error;
    }
  }

  private async stop(number: number, top: BlockHeader): Promise<BlockHeader> {
    return number >= top.number ? top : ((await this.chain.block(number)) ?? top);
  }

  private fit(events: number): void {
    if (events > MANY_EVENTS) this.#blocks = Math.max(1, Math.floor((this.#blocks * MANY_EVENTS) / events));
    else if (events < MANY_EVENTS / 4) this.#blocks = Math.min(this.#blocks * 2, MOST_BLOCKS);
  }
}
