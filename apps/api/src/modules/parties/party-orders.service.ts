import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { reasonOf } from './party-proposal.rules.js';
import { SiteReader, type SiteView } from './site.reader.js';
import { SiteStanding } from './site-standing.js';

export interface PartyOrder {
  readonly idempotencyKey: string;
  readonly siteId: string;
  readonly reason: string;
}

/** What one person of the regulator orders at once: that somebody is stopped. */
@Injectable()
export class PartyOrdersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sites: SiteReader,
    private readonly standing: SiteStanding,
  ) {}

  /** Until the ledger has it the party is what it was. @throws DomainError NOT_FOUND, PARTY_STATUS, BAD_INPUT */
  async suspend(actor: Actor, { idempotencyKey, siteId, ...order }: PartyOrder): Promise<SiteView> {
    const reason = reasonOf(order.reason);
    if (siteId === actor.siteId)
      throw new DomainError('PARTY_STATUS', 'Nobody gives such an order about oneself.');
    const site = await this.sites.byId(siteId);
    if (!site) throw notFound('site');

    await this.work.once(actor, 'party.suspend', idempotencyKey, { siteId, reason }, async (tx) => {
      await this.standing.lock(tx, site.id);
      const status = await this.standing.after(tx, site.partyId);
      if (status !== 'ACTIVE')
        throw new DomainError(
          'PARTY_STATUS',
          `${site.name} is ${status.toLowerCase()}: there is nothing to suspend.`,
        );
      tx.audit({ type: 'site', id: site.id }, { reason });
      for (const party of await this.standing.partiesThatAre(tx, site.id, 'ACTIVE'))
        await tx.enqueue({ call: { kind: 'suspend', party }, partyId: actor.partyId, signer: 'regulator' });
      return {};
    });
    return (await this.sites.byId(site.id)) ?? site;
  }
}
