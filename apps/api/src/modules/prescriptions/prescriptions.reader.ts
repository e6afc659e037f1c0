import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { ItemStatesReader } from './item-states.reader.js';
import type { EffectiveItem } from './item-state.rules.js';
import { PrescriptionItem } from './prescription-item.entity.js';
import { Prescription } from './prescription.entity.js';

/** An item with its state of this moment. */
export type ItemView = PrescriptionItem & EffectiveItem;

@Injectable()
export class PrescriptionsReader {
  /** The items of a prescription in order. Who may see the prescription may see them. */
  readonly #itemsOf: (prescriptionId: string) => Promise<ItemView[] | null>;
  readonly itemById: (id: string) => Promise<ItemView | null>;

  constructor(
    private readonly database: DataSource,
    private readonly states: ItemStatesReader,
  ) {
    this.#itemsOf = batched(async (ids: string[]) => {
      const items = await this.viewsOf({ prescriptionId: In(ids) });
      return new Map(ids.map((id) => [id, items.filter((item) => item.prescriptionId === id)]));
    });
    this.itemById = batched(async (ids: string[]) => {
      const items = await this.viewsOf({ id: In(ids) });
      return new Map(items.map((item) => [item.id, item]));
    });
  }

  async itemsOf(prescriptionId: string): Promise<ItemView[]> {
    return (await this.#itemsOf(prescriptionId)) ?? [];
  }

  /** The prescriptions that the actor's site issued, newest first, without their content. The reference is the end of the id. */
  async issued(actor: Actor, args: PageArgs, reference = ''): Promise<Page<Prescription>> {
    const request = pageRequest(args);
    const own = this.database
      .getRepository(Prescription)
      .createQueryBuilder('p')
      .where('p.siteId = :siteId', { siteId: actor.siteId })
      .andWhere('p.id::text LIKE :reference', {
        reference: `%${escapeLike(reference.trim().toLowerCase())}`,
      });
    const rows = await own
      .clone()
      .andWhere(request.after ? 'p.id < :after' : 'true', { after: request.after })
      .orderBy('p.id', 'DESC')
      .limit(request.limit)
      .getMany();
    return pageOf(
      request,
      rows,
      ({ id }) => id,
      () => own.getCount(),
    );
  }

  async ownById(actor: Actor, id: string): Promise<Prescription | null> {
    if (!isId(id)) return null;
    return this.database.getRepository(Prescription).findOneBy({ id, siteId: actor.siteId });
  }

  /** Substances of the products that are known, for typing ahead. */
  async substances(search: string): Promise<string[]> {
    const rows = await this.database.query<{ substance: string }[]>(
      `SELECT substance FROM product WHERE substance ILIKE $1 OR name ILIKE $1
       GROUP BY substance ORDER BY substance ILIKE $2 DESC, substance LIMIT 20`,
      [`%${escapeLike(search.trim())}%`, `${escapeLike(search.trim())}%`],
    );
    return rows.map(({ substance }) => substance);
  }

  private async viewsOf(where: object): Promise<ItemView[]> {
    const items = await this.database
      .getRepository(PrescriptionItem)
      .find({ where, order: { prescriptionId: 'ASC', ordinal: 'ASC' } });
    const states = await this.states.of(items, new Date());
    return items.map((item) => ({ ...item, ...states.get(item.id)! }));
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
