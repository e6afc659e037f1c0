import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { batched } from '../graphql/batched.js';
import { Operation } from './operation.entity.js';

/** Reads operations for the fields of other things. What those things show, their operations show. */
@Injectable()
export class OperationReader {
  readonly byId: (id: string) => Promise<Operation | null>;

  constructor(database: DataSource) {
    this.byId = batched(async (ids: string[]) => {
      const operations = await database.getRepository(Operation).findBy({ id: In(ids) });
      return new Map(operations.map((operation) => [operation.id, operation]));
    });
  }
}
