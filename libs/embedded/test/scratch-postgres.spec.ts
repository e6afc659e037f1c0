import { expect, test } from 'vitest';
import { withClient } from '../src/postgres.js';
import { scratchDatabase } from '../src/scratch-postgres.js';

const counter = (key: string) => {
  let runs = 0;
  return {
    key,
    runs: () => runs,
    prepare: async (url: string) => {
      runs++;
      await withClient(url, (client) =>
        client.query('CREATE TABLE pack (serial text); INSERT INTO pack VALUES ($$A$$)'),
      );
    },
  };
};
const packs = (url: string) =>
  withClient(url, async (client) => (await client.query('SELECT serial FROM pack')).rows);

test('databases of one template are prepared once and do not see each other', async () => {
  const template = counter('one template');
  const [left, right] = await Promise.all([scratchDatabase(template), scratchDatabase(template)]);

  await withClient(left.url, (client) => client.query(`INSERT INTO pack VALUES ('B')`));

  expect(template.runs()).toBe(1);
  expect(await packs(left.url)).toEqual([{ serial: 'A' }, { serial: 'B' }]);
  expect(await packs(right.url)).toEqual([{ serial: 'A' }]);
});

test('a template whose preparation failed is made again from nothing', async () => {
  const template = counter('failing template');
  const failing = {
    key: template.key,
    prepare: async (url: string) => {
      await template.prepare(url);
      throw new Error('migration 7 failed');
    },
  };

  await expect(scratchDatabase(failing)).rejects.toThrow('migration 7 failed');

  const { url } = await scratchDatabase(template);
  expect(await packs(url)).toEqual([{ serial: 'A' }]);
});

test('another key is another template', async () => {
  const { url } = await scratchDatabase({ key: 'without tables', prepare: async () => {} });
  await expect(packs(url)).rejects.toThrow('relation "pack" does not exist');
});

test('a dropped database is gone although someone is still connected', async () => {
  const database = await scratchDatabase();
  await withClient(database.url, async (client) => {
    client.on('error', () => {}); // the server ends this connection
    await database.drop();
  }).catch(() => {});
  await expect(withClient(database.url, (client) => client.query('SELECT 1'))).rejects.toThrow(
    'does not exist',
  );
});
