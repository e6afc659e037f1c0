import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import { readInteractions, type InteractionList } from './interaction-list.js';
import { SHIPPED_INTERACTIONS } from './shipped-interactions.js';

/** The data that this node warns of interactions by: read at the start, and the same until the next. */
@Injectable()
export class InteractionsReader {
  readonly list: InteractionList;

  /** @throws ConfigError where the file that is set cannot be used. */
  constructor(config: Config) {
    const { interactionsFile } = config;
    this.list = interactionsFile ? readInteractions(interactionsFile) : SHIPPED_INTERACTIONS;
  }
}
