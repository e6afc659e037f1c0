import { Injectable } from '@nestjs/common';
import { OfKinds, OnEvent, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import type { NewSite } from './new-site.rules.js';
import { PartyProposal } from './party-proposal.entity.js';
import { PartyRegister } from './party-register.js';
import './party.events.js';

interface Settled {
  readonly id: string;
  readonly partyId: number;
}

/** What both have signed and the ledger refuses is undone, so that it can be proposed anew: nobody is admitted halfway. */
@Injectable()
export class ProposalSettlement {
  constructor(private readonly register: PartyRegister) {}

  @OnEvent('operation.refused')
  @OfKinds('proposeAdmission', 'approveAdmission', 'proposeReinstatement', 'approveReinstatement')
  async onRefused({ payload }: DomainEvent<'operation.refused'>, tx: Tx): Promise<void> {
    const found = await this.find(tx, payload.operationId);
    if (!found) return;
    const { proposal, partyId } = found;
    if (proposal.status !== 'PROPOSED' && proposal.status !== 'APPROVED') return;
    const isAdmission = proposal.kind === 'ADMISSION';
    await tx.manager.update(PartyProposal, proposal.id, {
      status: 'FAILED',
      ...(isAdmission && { siteId: null }),
    });
    if (isAdmission && proposal.siteId) await this.register.remove(tx, proposal.siteId);
    if (proposal.kind === 'LEDGER_ID') await this.register.removeLedgerId(tx, partyId);
    await tx.publish('party.failed', { proposalId: proposal.id, regulatorSiteId: proposal.regulatorSiteId });
    tx.audit(
      { type: 'party-proposal', id: proposal.id },
      { status: 'FAILED', reason: payload.reason, kind: proposal.kind },
    );
  }

  /** After the chain went back, what was refused before may be confirmed: then the site is there again. */
  @OnEvent('operation.confirmed')
  @OfKinds('approveAdmission')
  async onConfirmed({ payload }: DomainEvent<'operation.confirmed'>, tx: Tx): Promise<void> {
    const found = await this.find(tx, payload.operationId);
    if (found?.proposal.status !== 'FAILED' || found.proposal.kind !== 'ADMISSION') return;
    const { proposal, partyId } = found;
    const wish = proposal.wish as NewSite;
    const [taken] = await tx.sql('SELECT 1 FROM site WHERE gln = $1', [wish.gln]);
    if (taken) return;
    const { siteId } = await this.register.add(tx, wish, partyId);
    await tx.manager.update(PartyProposal, proposal.id, { status: 'APPROVED', siteId });
    tx.audit({ type: 'site', id: siteId }, { proposal: proposal.id, kind: proposal.kind });
  }

  private async find(
    tx: Tx,
    operationId: string,
  ): Promise<{ proposal: PartyProposal; partyId: number } | undefined> {
    const [order] = await tx.sql<Settled>(
      `SELECT proposal_id AS id, party_id AS "partyId" FROM party_proposal_order
       WHERE proposal_operation_id = $1 OR decision_operation_id = $1`,
      [operationId],
    );
    const proposal =
      order &&
      (await tx.manager.findOne(PartyProposal, {
        where: { id: order.id },
        lock: { mode: 'pessimistic_write' },
      }));
    return proposal ? { proposal, partyId: order.partyId } : undefined;
  }
}
