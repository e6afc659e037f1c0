import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { MARKETS, SiteReader } from '../parties/index.js';
import { DispenseLine } from './dispense-line.entity.js';
import { Dispensing } from './dispensing.entity.js';
import { NotDispensed } from './not-dispensed.entity.js';
import { OwedBalance } from './owed-balance.entity.js';
import { OwedSettlement } from './owed-settlement.entity.js';
import { undoUntil } from './undo.rules.js';

/** Dispensings are the pharmacy's own: nobody else sees them. */
@Injectable()
export class DispensingReader {
  readonly #linesOf: (dispensingId: string) => Promise<DispenseLine[] | null>;
  readonly byId: (id: string) => Promise<Dispensing | null>;

  constructor(
    private readonly database: DataSource,
    private readonly sites: SiteReader,
  ) {
    this.#linesOf = batched(async (ids: string[]) => {
      const lines = await database
        .getRepository(DispenseLine)
        .find({ where: { dispensingId: In(ids) }, order: { dispensingId: 'ASC', position: 'ASC' } });
      return new Map(ids.map((id) => [id, lines.filter(({ dispensingId }) => dispensingId === id)]));
    });
    this.byId = batched(async (ids: string[]) => {
      const dispensings = await database.getRepository(Dispensing).findBy({ id: In(ids) });
      return new Map(dispensings.map((dispensing) => [dispensing.id, dispensing]));
    });
  }

  async linesOf(dispensingId: string): Promise<DispenseLine[]> {
    return (await this.#linesOf(dispensingId)) ?? [];
  }

  /** Newest first; of one local day, or only those with an open issue, where asked for. */
  async dispensings(
    actor: Actor,
    filter: { date?: string | undefined; issues?: boolean | undefined },
    args: PageArgs,
  ): Promise<Page<Dispensing>> {
    const request = pageRequest(args);
    const zone = (await this.sites.byId(actor.siteId))?.timeZone ?? 'UTC';
    const { date } = filter;
    const own = this.database
      .getRepository(Dispensing)
      .createQueryBuilder('d')
      .where('d.siteId = :siteId', { siteId: actor.siteId })
      .andWhere(date ? 'CAST(d.eventTime AT TIME ZONE :zone AS date) = CAST(:date AS date)' : 'true', {
        date,
        zone,
      })
      .andWhere(
        filter.issues
          ? `EXISTS (SELECT 1 FROM dispense_line x WHERE x.dispensing_id = d.id AND x.status = 'HANDED_OUT_REFUSED')`
          : 'true',
      );
    const rows = await own
      .clone()
      .andWhere(request.after ? 'd.id < CAST(:after AS uuid)' : 'true', { after: request.after })
      .orderBy('d.id', 'DESC')
      .limit(request.limit)
      .getMany();
    return pageOf(
      request,
      rows,
      ({ id }) => id,
      () => own.getCount(),
    );
  }

  async dispensing(actor: Actor, id: string): Promise<Dispensing | null> {
    const found = isId(id) ? await this.byId(id) : null;
    return found?.siteId === actor.siteId ? found : null;
  }

  /** What is still owed, oldest first; on some items only, where they are named. */
  async owedBalances(
    actor: Actor,
    itemIds: readonly string[] | undefined,
    args: PageArgs,
  ): Promise<Page<OwedBalance>> {
    const request = pageRequest(args);
    const open = this.database
      .getRepository(OwedBalance)
      .createQueryBuilder('o')
      .where('o.siteId = :siteId AND o.settled < o.quantity', { siteId: actor.siteId })
      .andWhere(itemIds ? 'o.itemId = ANY(:itemIds)' : 'true', { itemIds: itemIds?.filter(isId) });
    const rows = await open
      .clone()
      .andWhere(request.after ? 'o.id > CAST(:after AS uuid)' : 'true', { after: request.after })
      .orderBy('o.id', 'ASC')
      .limit(request.limit)
      .getMany();
    return pageOf(
      request,
      rows,
      ({ id }) => id,
      () => open.getCount(),
    );
  }

  async owedBalance(actor: Actor, id: string): Promise<OwedBalance | null> {
    if (!isId(id)) return null;
    return this.database.getRepository(OwedBalance).findOneBy({ id, siteId: actor.siteId });
  }

  /** The visits at which something of a balance was given, in their order. */
  async settlementsOf({ id }: OwedBalance): Promise<Dispensing[]> {
    const settlements = await this.database
      .getRepository(OwedSettlement)
      .find({ where: { owedId: id }, order: { dispensingId: 'ASC' } });
    const visits = await Promise.all(settlements.map(({ dispensingId }) => this.byId(dispensingId)));
    return visits.filter((visit) => visit !== null);
  }

  notDispensed(actor: Actor, id: string): Promise<NotDispensed | null> {
    return this.database.getRepository(NotDispensed).findOneBy({ id, siteId: actor.siteId });
  }

  /** Until when a line may be undone; null where it may not. */
  async undoUntil(line: DispenseLine): Promise<Date | null> {
    if (line.status !== 'CONFIRMED' && line.status !== 'PENDING' && line.status !== 'IRREGULAR') return null;
    const dispensing = await this.byId(line.dispensingId);
    const site = dispensing && (await this.sites.byId(dispensing.siteId));
    return site ? undoUntil(dispensing.recordedAt, MARKETS[site.market].undoDays) : null;
  }
}
