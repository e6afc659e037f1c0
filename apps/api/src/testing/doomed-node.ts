import 'reflect-metadata';
import { DataSource, type EntityManager } from 'typeorm';
import { readNodeConfig } from '../config.js';
import { releaseApp } from '../modules/release/index.js';

/**
 * Moments at which a node can die while it releases. `logging`: before the commit of the line. `logged`: right after it.
 * `answering`: with the answer made, before any of it is sent.
 */
export type NodeDeath = 'logging' | 'logged' | 'answering';

const deathPoint = process.argv[2];

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: SIGKILL cannot be caught');
}

/** A node for tests, in a process of its own: works like any other until it releases. It prints where it listens. */
const app = await releaseApp(readNodeConfig(), false);
const database = app.get(DataSource);
const transaction = database.transaction.bind(database) as (
  body: (manager: EntityManager) => Promise<unknown>,
) => Promise<unknown>;
let isReleasing = false;
Object.assign(database, {
  async transaction(body: (manager: EntityManager) => Promise<unknown>) {
    const result = await transaction(async (manager) => {
      const done = await body(manager);
      const written = 'SELECT 1 FROM delivery WHERE delivered_at = now()';
      isReleasing = (await manager.query<unknown[]>(written)).length > 0;
      if (isReleasing && deathPoint === 'logging') die();
      return done;
    });
    if (isReleasing && deathPoint === 'logged') die();
    return result;
  },
});
app
  .getHttpAdapter()
  .getInstance()
  .addHook('onSend', async (_request, _reply, payload) => {
    if (isReleasing && deathPoint === 'answering') die();
    return payload;
  });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
