import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../config.js';
import { ConfigError } from '../errors/config-error.js';

/** Has the process work with the keys that lie in the store now, so that nobody has to restart it. */
@Injectable()
export class KeyWatch implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Keys');
  #end: (() => void) | undefined;

  constructor(private readonly config: Config) {}

  onModuleInit(): void {
    const { keyStore } = this.config;
    if (!keyStore) return;
    this.#end = keyStore.watch(() => this.look());
    // What changed since the settings were read.
    this.look();
  }

  onModuleDestroy(): void {
    this.#end?.();
  }

  private look(): void {
    try {
      if (this.config.takeUpKeys()) this.#logger.log('works with the keys that lie in the key file now');
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#logger.error(`goes on with the keys from before: ${error.message}`);
    }
  }
}
