import type { SiteRole } from '@custodia/access';
import { KeyRight } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { computeAddress } from 'ethers';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { UnitOfWork, type LedgerCall, type Tx } from '../../platform/work/index.js';
import { roleMask } from './ledger-roles.js';
import { newLedgerId, type KnownLedgerId } from './new-ledger-id.rules.js';
import { newSite, type SiteInput } from './new-site.rules.js';
import { PartyRegister } from './party-register.js';
import { SiteReader, type SiteView } from './site.reader.js';

export interface AdmitParty extends SiteInput {
  readonly idempotencyKey: string;
}

export interface AddLedgerId {
  readonly idempotencyKey: string;
  readonly siteId: string;
  readonly purpose: string;
  readonly roles?: readonly SiteRole[] | null;
}

export interface PartyOrder {
  readonly idempotencyKey: string;
  readonly siteId: string;
  readonly reason: string;
}

const NO_HPKE_KEY = `0x${'00'.repeat(32)}` as const;

/** The regulator's orders about parties. The ledger decides; until then a party is what it was. */
@Injectable()
export class PartyOrdersService {
  constructor(
    private readonly config: Config,
    private readonly work: UnitOfWork,
    private readonly register: PartyRegister,
    private readonly sites: SiteReader,
  ) {}

  /** Admits a site that this node will host. @throws DomainError BAD_INPUT, PARTY_EXISTS */
  async admit(actor: Actor, { idempotencyKey, ...input }: AdmitParty): Promise<SiteView> {
    const site = newSite(input);
    if (site.roles.includes('REGULATOR')) {
      throw new DomainError(
        'BAD_INPUT',
        'A regulator runs a node with keys of its own and cannot be admitted here.',
      );
    }
    const { siteId } = await this.work.once(actor, 'party.admit', idempotencyKey, input, async (tx) => {
      const { siteId: id, partyId } = await this.register.add(tx, site);
      const { gln, roles } = site;
      tx.audit({ type: 'site', id }, { partyId, gln, roles });
      await this.orderAdmission(tx, actor, partyId, gln, roles);
      return { siteId: id };
    });
    return this.view(siteId);
  }

  /**
   * Gives an active site one more ledger id, hosted by this node as the others are.
   * @throws DomainError NOT_FOUND, PARTY_STATUS, BAD_INPUT
   */
  async addLedgerId(actor: Actor, { idempotencyKey, ...input }: AddLedgerId): Promise<SiteView> {
    const site = await this.sites.byId(input.siteId);
    if (!site) throw notFound('site');
    if (site.roles.includes('REGULATOR'))
      throw new DomainError(
        'BAD_INPUT',
        'A regulator runs a node with keys of its own and has one ledger id.',
      );
    await this.work.once(actor, 'party.add-ledger-id', idempotencyKey, input, async (tx) => {
      await this.lockSite(tx, site.id);
      if ((await this.statusAfterOrders(tx, site.partyId)) !== 'ACTIVE')
        throw new DomainError('PARTY_STATUS', `${site.name} is not active: it gets no further ledger id.`);
      const known = await tx.sql<KnownLedgerId>('SELECT purpose FROM party WHERE site_id = $1', [site.id]);
      const added = newLedgerId(input, site, known);
      const partyId = await this.register.addLedgerId(tx, site.id, added);
      tx.audit({ type: 'site', id: site.id }, { partyId, ...added });
      await this.orderAdmission(tx, actor, partyId, site.gln, added.roles);
      return {};
    });
    return this.view(site.id);
  }

  /** @throws DomainError NOT_FOUND, PARTY_STATUS */
  suspend(actor: Actor, order: PartyOrder): Promise<SiteView> {
    return this.change(actor, order, 'suspend');
  }

  /** @throws DomainError NOT_FOUND, PARTY_STATUS */
  reinstate(actor: Actor, order: PartyOrder): Promise<SiteView> {
    return this.change(actor, order, 'reinstate');
  }

  private async change(actor: Actor, order: PartyOrder, kind: 'suspend' | 'reinstate'): Promise<SiteView> {
    const reason = order.reason.trim();
    if (!reason) throw new DomainError('BAD_INPUT', 'An order about a party needs a reason.');
    if (order.siteId === actor.siteId)
      throw new DomainError('PARTY_STATUS', 'Nobody gives such an order about oneself.');
    const site = await this.sites.byId(order.siteId);
    if (!site) throw notFound('site');

    await this.work.once(
      actor,
      `party.${kind}`,
      order.idempotencyKey,
      { siteId: site.id, reason },
      async (tx) => {
        await this.lockSite(tx, site.id);
        const expected = kind === 'suspend' ? 'ACTIVE' : 'SUSPENDED';
        const status = await this.statusAfterOrders(tx, site.partyId);
        if (status !== expected) {
          throw new DomainError(
            'PARTY_STATUS',
            `${site.name} is ${status.toLowerCase()}: there is nothing to ${kind}.`,
          );
        }
        tx.audit({ type: 'site', id: site.id }, { reason });
        for (const { ledger_id: party } of await this.ledgerIdsOf(tx, site.id)) {
          // One that is not admitted yet, or was refused, stays as it is.
          if ((await this.statusAfterOrders(tx, party)) === expected)
            await this.order(tx, actor, { kind, party });
        }
        return {};
      },
    );
    return this.view(site.id);
  }

  /** Two orders at the same moment come one after the other, and the second sees the first. */
  private async lockSite(tx: Tx, siteId: string): Promise<void> {
    await tx.sql('SELECT 1 FROM site WHERE id = $1 FOR UPDATE', [siteId]);
  }

  private ledgerIdsOf(tx: Tx, siteId: string): Promise<{ ledger_id: number }[]> {
    return tx.sql('SELECT ledger_id FROM party WHERE site_id = $1 ORDER BY main DESC, ledger_id', [siteId]);
  }

  /** Asks the ledger for a party, and then for the keys of this node that act for it. */
  private async orderAdmission(
    tx: Tx,
    actor: Actor,
    party: number,
    gln: string,
    roles: readonly SiteRole[],
  ): Promise<void> {
    await this.order(tx, actor, {
      kind: 'admit',
      party,
      gln,
      roles: roleMask(roles),
      hpkeKey: NO_HPKE_KEY,
      endpoint: this.config.publicOrigin,
    });
    const retired = await tx.sql<{ address: string }>(
      `SELECT '0x' || encode(old_address, 'hex') AS address FROM operator_rotation WHERE phase <> 'ADMITTING'`,
    );
    const isRetired = (key: string) => retired.some(({ address }) => address === key.toLowerCase());
    for (const { key, rights } of this.keysOf(roles).filter((one) => !isRetired(one.key)))
      await this.giveKey(tx, actor, party, key, rights);
  }

  /** What the party will be when everything that is under way is done. */
  private async statusAfterOrders(tx: Tx, partyId: number): Promise<string> {
    const [row] = await tx.sql<{ status: string }>(
      `SELECT coalesce(
         (SELECT CASE kind WHEN 'suspend' THEN 'SUSPENDED' ELSE 'ACTIVE' END FROM operation
          WHERE status IN ('PENDING', 'SENT') AND kind IN ('admit', 'suspend', 'reinstate')
            AND (call->>'party')::bigint = $1 ORDER BY seq DESC LIMIT 1),
         (SELECT status FROM ledger.party WHERE id = $1),
         'PENDING') AS status`,
      [partyId],
    );
    return row!.status;
  }

  /** The ledger takes the right to approve from two keys of the regulator only, so that a stolen one cannot give it. */
  private async giveKey(
    tx: Tx,
    actor: Actor,
    party: number,
    key: `0x${string}`,
    rights: number,
  ): Promise<void> {
    if (rights === KeyRight.Operate) {
      await this.order(tx, actor, { kind: 'changeKey', party, key, rights });
      return;
    }
    const proposal = await this.order(tx, actor, { kind: 'proposeKey', party, key, rights });
    await this.order(tx, actor, { kind: 'approveKey', party, proposal }, 'regulator-approver');
  }

  private order(
    tx: Tx,
    actor: Actor,
    call: LedgerCall,
    signer: 'regulator' | 'regulator-approver' = 'regulator',
  ): Promise<string> {
    return tx.enqueue({ call, partyId: actor.partyId, signer });
  }

  /** The keys of this node that act for a party. A maker's recall takes two keys, of which the operator's is none. */
  private keysOf(roles: readonly SiteRole[]) {
    const { operator, nextOperator, makerProposer, makerApprover } = this.config.keys;
    const keys = [{ key: addressOf(operator), rights: KeyRight.Operate as number }];
    // While the operator's key is changed, whichever of the two is in charge may act.
    if (nextOperator) keys.push({ key: addressOf(nextOperator), rights: KeyRight.Operate });
    if (roles.includes('MANUFACTURER')) {
      if (makerProposer) keys.push({ key: addressOf(makerProposer), rights: KeyRight.Operate });
      if (makerApprover) keys.push({ key: addressOf(makerApprover), rights: KeyRight.Approve });
    }
    return keys;
  }

  private async view(siteId: string): Promise<SiteView> {
    const site = await this.sites.byId(siteId);
    if (!site) throw notFound('site');
    return site;
  }
}

function addressOf(privateKey: string): `0x${string}` {
  return computeAddress(privateKey) as `0x${string}`;
}
