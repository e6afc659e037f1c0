import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import { LotOrdersService, RecallsService } from '../modules/recalls/index.js';
import { ThresholdsService } from '../modules/thresholds/index.js';
import { Care } from './care.js';
import type { Cast } from './founding.js';
import { Goods } from './goods.js';
import { Ledger } from './ledger.js';
import { PRODUCTS } from './products.js';

export interface DemoPrescription {
  readonly patient: string;
  readonly what: string;
  readonly token: string;
}

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** What has happened in the consortium by the time that somebody first looks: lots at every stage. */
@Injectable()
export class Story {
  constructor(
    private readonly goods: Goods,
    private readonly care: Care,
    private readonly holds: LotOrdersService,
    private readonly recalls: RecallsService,
    private readonly ledger: Ledger,
    private readonly thresholds: ThresholdsService,
  ) {}

  async tell({ at, regulator }: Cast): Promise<DemoPrescription[]> {
    await this.hotlines(regulator[0]!);
    const northwind = at.northwind[0]!;
    const lakeshore = at.lakeshore[0]!;
    const [atlantic, rheinland] = [at.atlantic[0]!, at.rheinland[0]!];
    const [harbor, elm, mercy, markt] = [at.harbor[0]!, at.elm[0]!, at.mercy[0]!, at.markt[0]!];
    const P = PRODUCTS;

    for (const product of [
      P.amoxicillin,
      P.atorvastatin,
      P.amlodipine,
      P.azithromycin,
      P.codeine,
      P.ibuprofen,
    ])
      await this.goods.product(northwind, product);
    for (const product of [
      P.amoxicillinTwin,
      P.warfarin,
      P.losartan,
      P.clarithromycin,
      P.simvastatin,
      P.cetirizine,
    ])
      await this.goods.product(lakeshore, product);

    const amoxicillin = await this.goods.lot(northwind, P.amoxicillin, 'NW6A217', inDays(540), 480);
    const atorvastatin = await this.goods.lot(northwind, P.atorvastatin, 'NW6B031', inDays(700), 240);
    const codeine = await this.goods.lot(northwind, P.codeine, 'NW6C008', inDays(400), 60);
    const ibuprofen = await this.goods.lot(northwind, P.ibuprofen, 'NW6D144', inDays(300), 360);
    const held = await this.goods.lot(northwind, P.amlodipine, 'NW6E090', inDays(620), 120);
    await this.goods.lot(northwind, P.azithromycin, 'NW6F002', inDays(365), 300);
    const warfarin = await this.goods.lot(lakeshore, P.warfarin, 'LK2601R', inDays(480), 120);
    const losartan = await this.goods.lot(lakeshore, P.losartan, 'LK2602C', inDays(18), 120);
    const cetirizine = await this.goods.lot(lakeshore, P.cetirizine, 'LK2603F', inDays(900), 240);
    const clarithromycin = await this.goods.lot(lakeshore, P.clarithromycin, 'LK2604M', inDays(620), 60);
    const simvastatin = await this.goods.lot(lakeshore, P.simvastatin, 'LK2605T', inDays(640), 60);

    // From the plants to the warehouses.
    const toAtlantic = { from: northwind, to: atlantic };
    await this.goods.deliver(amoxicillin, { ...toAtlantic, units: [0, 360], reference: 'PO 4711' });
    await this.goods.deliver(atorvastatin, { ...toAtlantic, units: [0, 120], reference: 'PO 4711' });
    await this.goods.deliver(codeine, { ...toAtlantic, units: [0, 40], reference: 'PO 4712' });
    await this.goods.deliver(ibuprofen, { ...toAtlantic, units: [0, 240], reference: 'PO 4715' });
    await this.goods.deliver(held, { ...toAtlantic, units: [0, 96], reference: 'PO 4716' });
    const fromLakeshore = { from: lakeshore, to: atlantic };
    await this.goods.deliver(warfarin, { ...fromLakeshore, units: [0, 96], reference: 'PO 4718' });
    await this.goods.deliver(losartan, { ...fromLakeshore, units: [0, 60], reference: 'PO 4718' });
    await this.goods.deliver(clarithromycin, { ...fromLakeshore, units: [0, 24], reference: 'PO 4718' });
    await this.goods.deliver(simvastatin, { ...fromLakeshore, units: [0, 24], reference: 'PO 4718' });
    await this.goods.deliver(cetirizine, {
      from: lakeshore,
      to: rheinland,
      units: [0, 120],
      reference: 'Bestellung 20311',
    });

    // From the warehouses to the counters; two shipments are still on the road.
    const fromAtlantic = { from: atlantic, reference: 'DN 90017' };
    await this.goods.deliver(amoxicillin, { ...fromAtlantic, to: harbor, units: [0, 48] });
    await this.goods.deliver(amoxicillin, { ...fromAtlantic, to: elm, units: [48, 72] });
    await this.goods.ship(amoxicillin, { ...fromAtlantic, to: mercy, units: [72, 144] });
    await this.goods.deliver(atorvastatin, { ...fromAtlantic, to: harbor, units: [0, 24] });
    await this.goods.deliver(codeine, { ...fromAtlantic, to: harbor, units: [0, 12] });
    await this.goods.deliver(ibuprofen, { ...fromAtlantic, to: harbor, units: [0, 36] });
    await this.goods.ship(ibuprofen, { ...fromAtlantic, to: harbor, units: [36, 72] });
    await this.goods.deliver(held, { ...fromAtlantic, to: harbor, units: [0, 12] });
    await this.goods.deliver(warfarin, { ...fromAtlantic, to: harbor, units: [0, 24] });
    await this.goods.deliver(warfarin, { ...fromAtlantic, to: elm, units: [24, 36] });
    await this.goods.deliver(losartan, { ...fromAtlantic, to: harbor, units: [0, 12] });
    await this.goods.deliver(clarithromycin, { ...fromAtlantic, to: harbor, units: [0, 12] });
    await this.goods.deliver(simvastatin, { ...fromAtlantic, to: harbor, units: [0, 12] });
    await this.goods.deliver(cetirizine, {
      from: rheinland,
      to: markt,
      units: [0, 40],
      reference: 'Lieferschein 5502',
    });
    await this.ledger.settled();

    const open = await this.atTheCounter(at, { amoxicillin, ibuprofen, cetirizine, warfarin });

    await this.holds.hold(northwind, {
      idempotencyKey: newId(),
      lotId: held.lotId,
      reason: 'Blister seal under investigation',
    });
    await this.recall(lakeshore, at.lakeshore[1]!, warfarin);
    await this.ledger.settled();

    await this.care.report(harbor, await this.goods.scan(atorvastatin, 3), 4, 'Line down from noon to four');
    // The same pack in a second city: what a copied serial looks like.
    await this.care.attempt(elm, await this.goods.scan(amoxicillin, 0));
    await this.ledger.settled();
    return open;
  }

  /** Numbers that are given to nobody: NANPA's for fiction, and the Bundesnetzagentur's for films. */
  private async hotlines(regulator: Actor): Promise<void> {
    const say = (market: 'EU' | 'US', country: string, number: string) =>
      this.thresholds.changeHotline(
        regulator,
        { market, country },
        number,
        'The demo’s own, which nobody answers',
      );
    await say('US', 'US', '+1 202 555 0143');
    await say('EU', 'DE', '+49 221 4710 123');
  }

  private async atTheCounter(
    { harbor, markt, riverside }: Cast['at'],
    lots: Record<'amoxicillin' | 'ibuprofen' | 'cetirizine' | 'warfarin', Parameters<Goods['scan']>[0]>,
  ): Promise<DemoPrescription[]> {
    const [lena, klara, hale] = [harbor[0]!, markt[0]!, riverside[0]!];
    const P = PRODUCTS;
    const filled = await this.care.prescribe(hale, 'Frank Osborne', [
      { product: P.amoxicillin, quantity: 21, dosage: '1 capsule three times a day for 7 days' },
    ]);
    const first = await this.care.prescribe(hale, 'Grace Miller', [
      { product: P.amoxicillin, quantity: 21, dosage: '1 capsule three times a day for 7 days' },
      { product: P.atorvastatin, quantity: 90, dosage: '1 tablet in the evening', repeats: 2 },
    ]);
    const second = await this.care.prescribe(hale, 'Paul Novak', [
      { product: P.codeine, quantity: 20, dosage: '1 tablet every 6 hours, if needed' },
    ]);
    await this.ledger.settled();

    await this.care.fill(lena, filled, await this.goods.scan(lots.amoxicillin, 0), 21);
    await this.care.sell(
      lena,
      await this.goods.scan(lots.ibuprofen, 0),
      await this.goods.scan(lots.ibuprofen, 1),
    );
    await this.care.sell(klara, await this.goods.scan(lots.cetirizine, 0));
    await this.care.paper(lena, 'Rx 20-1184', await this.goods.scan(lots.warfarin, 0));
    await this.ledger.settled();
    return [
      { patient: 'Grace Miller', what: 'amoxicillin; atorvastatin with two repeats', token: first },
      { patient: 'Paul Novak', what: 'part of a pack of codeine tablets', token: second },
    ];
  }

  /** By two people of the maker. */
  private async recall(
    proposer: Cast['regulator'][number],
    approver: Cast['regulator'][number],
    { lotId, number }: Parameters<Goods['scan']>[0],
  ): Promise<void> {
    const recallId = await this.recalls.propose(proposer, {
      idempotencyKey: newId(),
      lotId,
      kind: 'RECALL',
      class: 'II',
      text: 'Some tablets hold too much warfarin. Stop supplying, keep the packs apart, return them to Lakeshore.',
      lotNumber: number,
    });
    await this.ledger.settled();
    await this.recalls.approve(approver, { idempotencyKey: newId(), recallId });
  }
}
