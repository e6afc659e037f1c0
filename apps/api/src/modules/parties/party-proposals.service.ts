import type { SiteRole } from '@custodia/access';
import type { RegistryCall } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { roleMask } from './ledger-roles.js';
import { newLedgerId, type KnownLedgerId, type NewLedgerId } from './new-ledger-id.rules.js';
import { newSite, type NewSite, type SiteInput } from './new-site.rules.js';
import { NodeKeys } from './node-keys.js';
import type { PartyOrder } from './party-orders.service.js';
import { PartyProposal } from './party-proposal.entity.js';
import { ending, expiryOf, mayApprove, reasonOf } from './party-proposal.rules.js';
import { PartyRegister, randomLedgerId } from './party-register.js';
import { SiteReader, type SiteView } from './site.reader.js';
import { SiteStanding } from './site-standing.js';
import './party.events.js';

export interface ProposedAdmission extends SiteInput {
  readonly idempotencyKey: string;
}

export interface ProposedLedgerId {
  readonly idempotencyKey: string;
  readonly siteId: string;
  readonly purpose: string;
  readonly roles?: readonly SiteRole[] | null;
}

export interface ProposalDecision {
  readonly idempotencyKey: string;
  readonly proposalId: string;
}

type Proposed = Pick<PartyProposal, 'kind'> &
  Partial<Pick<PartyProposal, 'siteId' | 'gln' | 'wish' | 'reason'>>;

const NO_HPKE_KEY = `0x${'00'.repeat(32)}` as const;

/**
 * What lets somebody in takes two people of the regulator and, on the ledger, two of its keys: the first one's proposal
 * goes there at once, and the second one's approval repeats it word for word.
 */
@Injectable()
export class PartyProposalsService {
  constructor(
    private readonly config: Config,
    private readonly work: UnitOfWork,
    private readonly register: PartyRegister,
    private readonly sites: SiteReader,
    private readonly standing: SiteStanding,
    private readonly keys: NodeKeys,
  ) {}

  /** To admit a site that this node will host. @throws DomainError BAD_INPUT, PARTY_EXISTS, PROPOSAL_EXISTS */
  async proposeAdmission(actor: Actor, { idempotencyKey, ...input }: ProposedAdmission): Promise<string> {
    const site = newSite(input);
    if (site.roles.includes('REGULATOR'))
      throw new DomainError(
        'BAD_INPUT',
        'A regulator runs a node with keys of its own and cannot be admitted here.',
      );
    return this.work.once(actor, 'party.propose-admission', idempotencyKey, input, async (tx) => {
      await this.register.mustBeNew(tx, site.gln);
      const call = await this.admission(tx, randomLedgerId(), site.gln, site.roles);
      const { gln, name, roles } = site;
      return this.propose(tx, actor, { kind: 'ADMISSION', gln, wish: site }, [call], { gln, name, roles });
    });
  }

  /**
   * To give an active site one more ledger id, hosted by this node as the others are.
   * @throws DomainError NOT_FOUND, PARTY_STATUS, BAD_INPUT
   */
  async proposeLedgerId(actor: Actor, { idempotencyKey, ...input }: ProposedLedgerId): Promise<string> {
    const site = await this.siteOf(input.siteId);
    if (site.roles.includes('REGULATOR'))
      throw new DomainError(
        'BAD_INPUT',
        'A regulator runs a node with keys of its own and has one ledger id.',
      );
    return this.work.once(actor, 'party.propose-ledger-id', idempotencyKey, input, async (tx) => {
      await this.standing.lock(tx, site.id);
      await this.mustBe(tx, site, 'ACTIVE', 'it gets no further ledger id');
      const added = newLedgerId(input, site, await this.ledgerIdsOf(tx, site.id));
      const call = await this.admission(tx, randomLedgerId(), site.gln, added.roles);
      const proposed = { kind: 'LEDGER_ID', siteId: site.id, wish: added } as const;
      return this.propose(tx, actor, proposed, [call], { site: site.id, ...added });
    });
  }

  /** To let a suspended site act again. @throws DomainError NOT_FOUND, PARTY_STATUS, BAD_INPUT, PROPOSAL_EXISTS */
  async proposeReinstatement(actor: Actor, { idempotencyKey, ...input }: PartyOrder): Promise<string> {
    const reason = reasonOf(input.reason);
    const site = await this.siteOf(input.siteId);
    return this.work.once(actor, 'party.propose-reinstatement', idempotencyKey, input, async (tx) => {
      await this.standing.lock(tx, site.id);
      await this.mustBe(tx, site, 'SUSPENDED', 'there is nothing to reinstate');
      const parties = await this.standing.partiesThatAre(tx, site.id, 'SUSPENDED');
      const calls = parties.map((party) => ({ kind: 'proposeReinstatement', party }) as const);
      const proposed = { kind: 'REINSTATEMENT', siteId: site.id, reason } as const;
      return this.propose(tx, actor, proposed, calls, { site: site.id, reason });
    });
  }

  /**
   * The second signature, by another person.
   * @throws DomainError NOT_FOUND, PROPOSAL_SETTLED, PROPOSAL_SAME_PERSON, PARTY_EXISTS, PARTY_STATUS
   */
  approve(actor: Actor, { idempotencyKey, proposalId }: ProposalDecision): Promise<string> {
    return this.work.once(actor, 'party.approve', idempotencyKey, { proposalId }, async (tx) => {
      const proposal = await this.lockProposal(tx, actor, proposalId);
      mayApprove(proposal, actor.userId, tx.now);
      const orders = await this.ordersOf(tx, proposal.id);
      const siteId = await this.carryOut(tx, proposal, orders);
      for (const { proposed, call } of orders)
        await this.decide(tx, actor, proposed, approvalOf(call, proposed), 'regulator-approver');
      await tx.manager.update(PartyProposal, proposal.id, {
        status: 'APPROVED',
        siteId,
        decidedBy: actor.userId,
        decidedAt: tx.now,
      });
      tx.audit({ type: 'site', id: siteId }, { proposal: proposal.id, kind: proposal.kind });
      return proposal.id;
    });
  }

  /** Ends a proposal: taken back by who made it, refused by somebody else. @throws DomainError NOT_FOUND, PROPOSAL_SETTLED, BAD_INPUT */
  end(actor: Actor, { idempotencyKey, ...input }: ProposalDecision & { reason: string }): Promise<string> {
    return this.work.once(actor, 'party.end-proposal', idempotencyKey, input, async (tx) => {
      const proposal = await this.lockProposal(tx, actor, input.proposalId);
      const { status, reason } = ending(proposal, actor.userId, input.reason);
      for (const { proposed, call } of await this.ordersOf(tx, proposal.id)) {
        const retraction = { kind: 'retractOrder', party: call.party, proposal: proposed } as const;
        await this.decide(tx, actor, proposed, retraction, 'regulator');
      }
      await tx.manager.update(PartyProposal, proposal.id, {
        status,
        decidedBy: actor.userId,
        decidedAt: tx.now,
        decisionReason: reason,
      });
      tx.audit({ type: 'party-proposal', id: proposal.id }, { status, reason });
      return proposal.id;
    });
  }

  private async propose(
    tx: Tx,
    actor: Actor,
    proposed: Proposed,
    calls: readonly ProposeCall[],
    told: Parameters<Tx['audit']>[1],
  ): Promise<string> {
    const id = newId();
    await tx.sql(
      `UPDATE party_proposal SET status = 'EXPIRED' WHERE status = 'PROPOSED' AND expires_at <= $1`,
      [tx.now],
    );
    try {
      await tx.manager.insert(PartyProposal, {
        id,
        status: 'PROPOSED',
        regulatorSiteId: actor.siteId,
        proposedBy: actor.userId,
        proposedAt: tx.now,
        expiresAt: expiryOf(tx.now),
        ...(proposed as object),
      } as PartyProposal);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError('PROPOSAL_EXISTS', 'This is proposed already and waits for a second person.');
    }
    for (const call of calls) {
      const operation = await tx.enqueue({ call, partyId: actor.partyId, signer: 'regulator' });
      await tx.sql(
        'INSERT INTO party_proposal_order (proposal_id, party_id, proposal_operation_id) VALUES ($1, $2, $3)',
        [id, call.party, operation],
      );
    }
    await tx.publish('party.proposed', {
      proposalId: id,
      regulatorSiteId: actor.siteId,
      proposedBy: actor.userId,
    });
    tx.audit({ type: 'party-proposal', id }, told);
    return id;
  }

  /** Writes what was proposed, where that was still possible. @returns the site that it is about */
  private async carryOut(tx: Tx, proposal: PartyProposal, orders: readonly Order[]): Promise<string> {
    const party = orders[0]!.call.party;
    if (proposal.kind === 'ADMISSION') {
      await this.mustBeOurKeys(tx, orders);
      return (await this.register.add(tx, proposal.wish as NewSite, party)).siteId;
    }
    const site = await this.siteOf(proposal.siteId!);
    await this.standing.lock(tx, site.id);
    if (proposal.kind === 'LEDGER_ID') {
      await this.mustBe(tx, site, 'ACTIVE', 'it gets no further ledger id');
      await this.mustBeOurKeys(tx, orders);
      const wish = proposal.wish as NewLedgerId;
      await this.register.addLedgerId(
        tx,
        site.id,
        newLedgerId(wish, site, await this.ledgerIdsOf(tx, site.id)),
        party,
      );
    } else {
      await this.mustBe(tx, site, 'SUSPENDED', 'there is nothing to reinstate');
    }
    return site.id;
  }

  /** What was proposed cannot be amended: a party whose keys this node has given up would be admitted for nothing. */
  private async mustBeOurKeys(tx: Tx, orders: readonly Order[]): Promise<void> {
    for (const { call } of orders) {
      if (call.kind !== 'proposeAdmission') continue;
      const ours = await this.keys.for(['MANUFACTURER'], tx);
      if (call.keys.every(({ key }) => ours.some((one) => one.key === key))) continue;
      throw new DomainError(
        'PROPOSAL_SETTLED',
        'The keys of this node have changed since it was proposed. Take it back and propose it anew.',
      );
    }
  }

  private async admission(
    tx: Tx,
    party: number,
    gln: string,
    roles: readonly SiteRole[],
  ): Promise<ProposeCall> {
    return {
      kind: 'proposeAdmission',
      party,
      gln,
      roles: roleMask(roles),
      hpkeKey: NO_HPKE_KEY,
      endpoint: this.config.publicOrigin,
      keys: await this.keys.for(roles, tx),
    };
  }

  private async decide(
    tx: Tx,
    actor: Actor,
    proposed: string,
    call: RegistryCall,
    signer: 'regulator' | 'regulator-approver',
  ): Promise<void> {
    const decision = await tx.enqueue({ call, partyId: actor.partyId, signer });
    await tx.sql(
      'UPDATE party_proposal_order SET decision_operation_id = $2 WHERE proposal_operation_id = $1',
      [proposed, decision],
    );
  }

  private ordersOf(tx: Tx, proposalId: string): Promise<Order[]> {
    return tx.sql<Order>(
      `SELECT o.id AS proposed, o.call FROM party_proposal_order x JOIN operation o ON o.id = x.proposal_operation_id
       WHERE x.proposal_id = $1 ORDER BY o.seq`,
      [proposalId],
    );
  }

  private ledgerIdsOf(tx: Tx, siteId: string): Promise<KnownLedgerId[]> {
    return tx.sql<KnownLedgerId>('SELECT purpose FROM party WHERE site_id = $1', [siteId]);
  }

  private async mustBe(tx: Tx, site: SiteView, wanted: 'ACTIVE' | 'SUSPENDED', so: string): Promise<void> {
    const status = await this.standing.after(tx, site.partyId);
    if (status === wanted) return;
    throw new DomainError('PARTY_STATUS', `${site.name} is ${status.toLowerCase()}: ${so}.`);
  }

  private async siteOf(id: string): Promise<SiteView> {
    const site = await this.sites.byId(id);
    if (!site) throw notFound('site');
    return site;
  }

  private async lockProposal(tx: Tx, actor: Actor, id: string): Promise<PartyProposal> {
    const proposal = isId(id)
      ? await tx.manager.findOne(PartyProposal, {
          where: { id, regulatorSiteId: actor.siteId },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!proposal) throw notFound('proposal');
    return proposal;
  }
}

type ProposeCall = Extract<RegistryCall, { kind: 'proposeAdmission' | 'proposeReinstatement' }>;

/** What the first key signed: its operation, and the call. */
interface Order {
  readonly proposed: string;
  readonly call: ProposeCall;
}

function approvalOf(call: ProposeCall, proposal: string): RegistryCall {
  return call.kind === 'proposeAdmission'
    ? { ...call, kind: 'approveAdmission', proposal }
    : { kind: 'approveReinstatement', proposal, party: call.party };
}
