import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/errors/index.js';
import { SerialProofs } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import type { RunFacts } from './custody.reader.js';
import type { UnitRange } from './segment.js';

/**
 * What is looked at before goods are taken in: that the lot was registered by the product's maker, and that every serial is
 * the one that the maker committed to on the ledger.
 */
@Injectable()
export class GoodsIn {
  constructor(
    private readonly sites: SiteReader,
    private readonly serials: SerialProofs,
  ) {}

  /** @throws DomainError NOT_THE_MAKER or SERIALS_NOT_PROVEN */
  async check(run: RunFacts, range: UnitRange, manager: EntityManager): Promise<void> {
    const maker = await this.sites.byParty(run.partyId);
    if (maker?.id !== run.makerSiteId)
      throw new DomainError(
        'NOT_THE_MAKER',
        `Lot ${run.lotNumber} of GTIN ${run.gtin} was not registered by the maker of this product. Put the goods aside and call the maker.`,
      );
    if (!(await this.serials.areCommitted(run.id, range.start, range.end, run.root, manager)))
      throw new DomainError(
        'SERIALS_NOT_PROVEN',
        `Serials of lot ${run.lotNumber} are not those that its maker put on the ledger. Put the goods aside and call the maker.`,
      );
  }
}
