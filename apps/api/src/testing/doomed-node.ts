import 'reflect-metadata';
import { DataSource, type EntityManager } from 'typeorm';
import { readNodeConfig } from '../config.js';
import { releaseApp } from '../modules/release/index.js';

/**
 * Moments at which a node can die while it releases. `deciding`: before its line is written. `logging`: before the commit of
 * the line. `logged`: right after it. `answering`: with the answer made, before any of it is sent. `careless`: a node that
 * answers before the commit, and dies when it has.
 */
export type NodeDeath = 'deciding' | 'logging' | 'logged' | 'answering' | 'careless';

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
async function releases(manager: EntityManager): Promise<boolean> {
  const written = 'SELECT 1 FROM delivery WHERE delivered_at = now()';
  isReleasing ||= (await manager.query<unknown[]>(written)).length > 0;
  return isReleasing;
}
Object.assign(database, {
  async transaction(body: (manager: EntityManager) => Promise<unknown>) {
    if (deathPoint === 'careless') return uncommitted(body);
    const result = await transaction(async (manager) => {
      const done = await body(manager);
      if ((await releases(manager)) && deathPoint === 'logging') die();
      return done;
    });
    if (isReleasing && deathPoint === 'logged') die();
    return result;
  },
});
/** What is done in a transaction that is still open, where it is a release. */
function uncommitted(body: (manager: EntityManager) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    transaction(async (manager) => {
      const done = await body(manager);
      if (!(await releases(manager))) return done;
      resolve(done);
      return new Promise(() => undefined);
    }).then(resolve, reject);
  });
}
const server = app.getHttpAdapter().getInstance();
server.addHook('preHandler', async ({ url }) => {
  if (url.endsWith('/releases') && deathPoint === 'deciding') die();
});
server.addHook('onResponse', async () => {
  if (isReleasing && deathPoint === 'careless') die();
});
server.addHook('onSend', async (_request, _reply, payload) => {
  if (isReleasing && deathPoint === 'answering') die();
  return payload;
});
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
