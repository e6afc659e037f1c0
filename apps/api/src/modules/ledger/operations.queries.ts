import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, type FindOptionsWhere } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { Operation, type OperationStatus } from '../../platform/work/index.js';

/** Operations of the actor's site. */
@Injectable()
export class OperationsQueries {
  constructor(private readonly database: DataSource) {}

  /** @throws DomainError NOT_FOUND */
  async byId(actor: Actor, id: string): Promise<Operation> {
    const operation = isId(id) && (await this.operations.findOneBy({ id, ...own(actor) }));
    if (!operation) throw notFound('operation');
    return operation;
  }

  /** The newest first. */
  async list(actor: Actor, status: OperationStatus | undefined, args: PageArgs): Promise<Page<Operation>> {
    const request = pageRequest(args);
    const where: FindOptionsWhere<Operation> = { ...own(actor), ...(status && { status }) };
    const rows = await this.operations.find({
      where: request.after ? { ...where, seq: LessThan(Number(request.after)) } : where,
      order: { seq: 'DESC' },
      take: request.limit,
    });
    return pageOf(
      request,
      rows,
      ({ seq }) => String(seq),
      () => this.operations.countBy(where),
    );
  }

  private get operations() {
    return this.database.getRepository(Operation);
  }
}

function own({ partyIds }: Actor): FindOptionsWhere<Operation> {
  return { partyId: In([...partyIds]) };
}
