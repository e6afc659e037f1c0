import { KeyRight, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { computeAddress } from 'ethers';
import { DataSource } from 'typeorm';
import { DEMO_ANCHOR_KEYS } from '../config-demo.js';
import type { Actor } from '../platform/access/index.js';
import { systemActor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import { UnitOfWork } from '../platform/work/index.js';
import { DEMO_PASSWORD, PeopleService } from '../modules/identity/index.js';
import {
  ActorReader,
  newSite,
  PartyProposalsService,
  PartyRegister,
  type SiteInput,
} from '../modules/parties/index.js';
import { REGULATOR, SITES, type DemoPerson, type SiteName } from './consortium.js';
import { Ledger } from './ledger.js';

/** The people of the demo at their sites, in the order in which the consortium lists them. */
export interface Cast {
  readonly regulator: readonly Actor[];
  readonly at: Readonly<Record<SiteName, readonly Actor[]>>;
  readonly siteIds: Readonly<Record<SiteName, string>>;
}

const NODE_HOSTS: readonly SiteName[] = ['harbor', 'riverside', 'atlantic'];

/** Founds the demo consortium: the regulator, whom the contracts know already, admits everybody else. */
@Injectable()
export class Founding {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly register: PartyRegister,
    private readonly proposals: PartyProposalsService,
    private readonly people: PeopleService,
    private readonly actors: ActorReader,
    private readonly ledger: Ledger,
  ) {}

  async found(): Promise<Cast> {
    const regulatorId = await this.registerRegulator();
    const emails = new Map<string, string>();
    for (const person of REGULATOR.people) emails.set(person.email, await this.hire(person, [regulatorId]));
    const regulator = await this.cast(REGULATOR.people, emails, regulatorId);

    const names = Object.keys(SITES) as SiteName[];
    const siteIds = {} as Record<SiteName, string>;
    for (const name of names) {
      siteIds[name] = await this.admit(regulator, SITES[name].site);
    }
    for (const name of names)
      for (const person of SITES[name].people as readonly DemoPerson[]) {
        const sites = [name, ...((person.also ?? []) as SiteName[])].map((one) => siteIds[one]);
        emails.set(person.email, await this.hire(person, sites));
      }
    await this.ledger.settled();
    await this.letNodesAnchor(regulator[0]!, siteIds);

    const at = {} as Record<SiteName, readonly Actor[]>;
    for (const name of names) at[name] = await this.cast(SITES[name].people, emails, siteIds[name]);
    return { regulator, at, siteIds };
  }

  /** One person of the regulator proposes it, another one approves. */
  private async admit([first, second]: readonly Actor[], input: SiteInput): Promise<string> {
    const proposalId = await this.proposals.proposeAdmission(first!, { ...input, idempotencyKey: newId() });
    await this.proposals.approve(second!, { proposalId, idempotencyKey: newId() });
    const [site] = await this.database.query<{ id: string }[]>('SELECT id FROM site WHERE gln = $1', [
      input.gln,
    ]);
    return site!.id;
  }

  /** The founder's ledger id and GLN come from the contracts, not from here. */
  private async registerRegulator(): Promise<string> {
    const founder = await this.ledger.founder();
    const site = newSite({ ...REGULATOR.site, gln: founder.gln });
    return this.work.run(systemActor('seed'), 'party.admit', async (tx) => {
      const { siteId } = await this.register.add(tx, site, founder.party);
      tx.audit({ type: 'site', id: siteId }, { founder: true });
      return siteId;
    });
  }

  /** Each release node stands in the house of one of the parties, and anchors its log in that party's name. */
  private async letNodesAnchor(regulator: Actor, siteIds: Cast['siteIds']): Promise<void> {
    const hosts = NODE_HOSTS.map((name) => siteIds[name]);
    const parties = await this.database.query<{ site_id: string; ledger_id: number }[]>(
      'SELECT site_id, ledger_id FROM party WHERE main AND site_id = ANY($1)',
      [hosts],
    );
    await this.work.run(systemActor('seed'), 'party.admit', async (tx) => {
      for (const [i, anchorKey] of DEMO_ANCHOR_KEYS.entries()) {
        const party = Number(parties.find(({ site_id: site }) => site === hosts[i])?.ledger_id);
        const key = computeAddress(anchorKey).toLowerCase() as Hex;
        const grant = { party, key, rights: KeyRight.Operate };
        const order = { partyId: regulator.partyId, signer: 'regulator' } as const;
        const proposal = await tx.enqueue({ ...order, call: { kind: 'proposeKey', ...grant } });
        const call = { kind: 'approveKey', proposal, ...grant } as const;
        await tx.enqueue({ ...order, call, signer: 'regulator-approver' });
        tx.audit({ type: 'site', id: hosts[i]! }, { releaseNode: i + 1 });
      }
    });
    await this.ledger.settled();
  }

  private hire({ also: _, ...person }: DemoPerson, siteIds: readonly string[]): Promise<string> {
    const duties = person.duties ?? [];
    const { email, name, pin } = person;
    return this.people.add(systemActor('seed'), {
      email,
      name,
      ...(pin ? { pin } : {}),
      password: DEMO_PASSWORD,
      demo: true,
      memberships: siteIds.map((siteId, n) => ({ siteId, duties: n === 0 ? duties : [] })),
    });
  }

  private async cast(
    people: readonly { readonly email: string }[],
    userIds: ReadonlyMap<string, string>,
    siteId: string,
  ): Promise<Actor[]> {
    return Promise.all(
      people.map(async ({ email }) => {
        const actor = await this.actors.read(userIds.get(email)!, siteId, newId());
        if (!actor) throw new Error(`${email} has no place at the site ${siteId}`);
        return actor;
      }),
    );
  }

  /** A demo is made in an empty database, whole. */
  async isEmpty(): Promise<boolean> {
    const [row] = await this.database.query<{ any: boolean }[]>('SELECT EXISTS (SELECT 1 FROM site) AS any');
    return !row?.any;
  }
}
