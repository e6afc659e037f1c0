import type { Duty, SiteRole } from '@custodia/access';
import { KeyRight, randomId, Role, type Hex } from '@custodia/ledger';
import type { Type } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CustodyModule, ReceivingService, ShippingService } from '../modules/custody/index.js';
import type { Actor, MarketCode } from '../platform/access/index.js';
import { anActor, aSite } from './builders.js';
import { aRun, type BuiltRun } from './goods.js';
import {
  byTwo,
  DISTRIBUTOR,
  MAKER,
  openLedgerBench,
  PHARMACY,
  PRESCRIBER,
  REGULATOR,
  type LedgerBench,
} from './ledger-bench.js';

const SECOND_PHARMACY = 31;

/** A consortium at work on a real chain: a person at each kind of site, and a second pharmacy. */
export interface CareBench extends LedgerBench {
  readonly maker: Actor;
  readonly distributor: Actor;
  readonly pharmacy: Actor;
  readonly otherPharmacy: Actor;
  readonly prescriber: Actor;
  readonly regulator: Actor;
  /** Another person at the actor's site. */
  colleague(actor: Actor, duties?: Duty[]): Promise<Actor>;
  /** A registered run, shipped to the pharmacy and received there, as the ledger has it. */
  stock(units: number, at?: Actor): Promise<BuiltRun>;
  /** Settles what is under way, and hands its events to their handlers. */
  settleAll(): Promise<void>;
}

export async function openCareBench(
  want: { imports?: Type[]; market?: MarketCode } = {},
): Promise<CareBench> {
  const { market = 'US' } = want;
  const bench = await openLedgerBench({ imports: [CustodyModule, ...(want.imports ?? [])] });
  await admitSecondPharmacy(bench);
  const at = async (role: SiteRole, partyId: number): Promise<Actor> => {
    const site = await aSite(bench, { roles: [role], market });
    await bench.sql('DELETE FROM ledger.party WHERE id = $1', [site.partyId]);
    await bench.sql('UPDATE party SET ledger_id = $2 WHERE site_id = $1', [site.id, partyId]);
    return anActor(bench, { site: { ...site, partyId, partyIds: [partyId] } });
  };
  const maker = await at('MANUFACTURER', MAKER);
  const pharmacy = await at('PHARMACY', PHARMACY);
  const settleAll = async () => {
    await bench.settle();
    await bench.dispatchEvents();
  };
  return {
    ...bench,
    maker,
    distributor: await at('DISTRIBUTOR', DISTRIBUTOR),
    pharmacy,
    otherPharmacy: await at('PHARMACY', SECOND_PHARMACY),
    prescriber: await at('PRESCRIBER', PRESCRIBER),
    regulator: await at('REGULATOR', REGULATOR),
    settleAll,
    colleague: ({ siteId: id, ...site }, duties = []) =>
      anActor(bench, { site: { ...site, id, gln: '', name: '' }, duties }),
    async stock(units, to = pharmacy) {
      const run = await aRun(bench, maker, { units });
      await bench.settle();
      const shipmentId = await bench.get(ShippingService).ship(maker, {
        idempotencyKey: randomUUID(),
        toSiteId: to.siteId,
        lines: [{ runId: run.id, from: 0, to: units }],
      });
      await bench.get(ReceivingService).receive(to, { idempotencyKey: randomUUID(), shipmentId });
      await settleAll();
      return run;
    },
  };
}

async function admitSecondPharmacy(bench: LedgerBench): Promise<void> {
  const key = (bench.chain.accounts[0]?.address ?? '').toLowerCase() as Hex;
  await bench.enqueue(
    ...byTwo('Admission', {
      party: SECOND_PHARMACY,
      gln: '9501101531314',
      roles: Role.Pharmacy,
      hpkeKey: randomId(),
      endpoint: 'https://31.example',
      keys: [{ key, rights: KeyRight.Operate }],
    }),
  );
  await bench.settle();
}
