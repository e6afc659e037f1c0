import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { batched } from '../../platform/graphql/index.js';

/** Names of people for the things that they did. Who may see the thing may see the name. */
@Injectable()
export class UserNames {
  readonly nameOf: (userId: string) => Promise<string | null>;

  constructor(database: DataSource) {
    this.nameOf = batched(async (ids: string[]) => {
      const users = await database.query<{ id: string; name: string }[]>(
        'SELECT id, name FROM app_user WHERE id = ANY($1)',
        [ids],
      );
      return new Map(users.map(({ id, name }) => [id, name]));
    });
  }
}
