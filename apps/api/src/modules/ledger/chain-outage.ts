import { ChainUnreachable } from '@custodia/ledger';
import { Logger } from '@nestjs/common';
import { pause } from '../../platform/worker/index.js';
import { WrongChain } from './chain/consortium.js';
import { ChainMoved } from './reading/span-reader.js';

const OUTAGE_PAUSE_MS = 1_000;

/**
 * Lets work go on over times without a usable chain: says once that there is none, tries every second, and says when
 * it is back. Other errors are the caller's.
 */
export class ChainOutage {
  readonly #logger: Logger;
  #trouble: string | undefined;

  constructor(name: string) {
    this.#logger = new Logger(name);
  }

  async bridge(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await work();
      if (this.#trouble) this.#logger.log('The ledger is back.');
      this.#trouble = undefined;
    } catch (error) {
      if (error instanceof ChainMoved) return;
      if (!(error instanceof ChainUnreachable || error instanceof WrongChain)) throw error;
      if (this.#trouble !== error.message) this.#logger.warn(`${error.message} Operations wait.`);
      this.#trouble = error.message;
      await pause(OUTAGE_PAUSE_MS, signal);
    }
  }
}
