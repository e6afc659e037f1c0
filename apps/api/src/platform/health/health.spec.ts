import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';

let api: ApiBench;
beforeAll(async () => {
  api = await openApiBench();
});
afterAll(() => api.close());

const answer = async (door: 'live' | 'ready') => {
  const { statusCode, body } = await api.browser().request({ url: `/health/${door}` });
  return [statusCode, JSON.parse(body) as object];
};

it('a process that cannot reach its database runs, is not ready, and says no more than that', async () => {
  expect(await answer('live')).toEqual([200, { status: 'ok' }]);
  expect(await answer('ready')).toEqual([200, { status: 'ok' }]);
  await api.database.destroy();
  expect(await answer('live')).toEqual([200, { status: 'ok' }]);
  expect(await answer('ready')).toEqual([
    503,
    expect.objectContaining({ code: 'UNAVAILABLE', message: 'The database cannot be reached.' }),
  ]);
  await api.database.initialize();
  expect(await answer('ready')).toEqual([200, { status: 'ok' }]);
});
