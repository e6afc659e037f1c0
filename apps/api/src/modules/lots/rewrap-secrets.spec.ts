import { toHex } from '@custodia/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun } from '../../testing/goods.js';
import { LotsModule } from './lots.module.js';
import { RewrapSecretsCommand } from './rewrap-secrets.command.js';
import { newRunSecret, openRunSecret, sealRunSecret } from './run-secret.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ imports: [LotsModule] });
});
afterAll(() => bench.close());

it('lot secrets are sealed with the new key, which then opens them alone', async () => {
  const [old, next] = [bench.get(Config).secretKey, Buffer.alloc(32, 9)];
  const { id } = await aRun(bench, await anActor(bench, { roles: ['MANUFACTURER'] }), { units: 3 });
  const secret = newRunSecret();
  const [row] = await bench.sql<{ lot: Buffer }>('SELECT ledger_lot_id AS lot FROM run WHERE id = $1', [id]);
  const lot = toHex(row!.lot);
  await bench.sql('UPDATE run SET secret = $2 WHERE id = $1', [id, sealRunSecret(secret, old, lot)]);
  const config = { ...bench.get(Config), secretKey: next, previousSecretKey: old };
  const command = new RewrapSecretsCommand(
    bench.get(DataSource),
    bench.get(UnitOfWork),
    bench.get(ColumnSeal),
    config,
  );
  expect(await command.resealRuns()).toBe(1);
  expect(await command.resealRuns()).toBe(0);
  const [after] = await bench.sql<{ secret: Buffer }>('SELECT secret FROM run WHERE id = $1', [id]);
  expect(openRunSecret(after!.secret, next, lot)).toEqual(secret);
  expect(() => openRunSecret(after!.secret, old, lot)).toThrow();
});
