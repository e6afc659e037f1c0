import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { Config, readConfig } from '../config.js';
import { EventDispatcher } from '../platform/events/index.js';
import { PlatformModule } from '../platform/platform.module.js';
import { testDatabase } from './test-database.js';

/** Modules wired to a database of their own, for service specs. */
export interface Bench {
  readonly database: DataSource;
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
  sql<R = Record<string, unknown>>(text: string, params?: unknown[]): Promise<R[]>;
  /** Does what the worker does with domain events, until none is left. */
  dispatchEvents(): Promise<void>;
  close(): Promise<void>;
}

interface BenchOptions {
  imports?: (Type | DynamicModule)[];
  providers?: Provider[];
  /** Settings, named as in the environment. */
  settings?: Record<string, string>;
}

/** Call it in `beforeAll`, and `close()` in `afterAll`. */
export async function openBench({
  imports = [],
  providers = [],
  settings = {},
}: BenchOptions = {}): Promise<Bench> {
  const scratch = await testDatabase();
  const config = testConfig(scratch.url, settings);
  const module: TestingModule = await Test.createTestingModule({
    imports: [PlatformModule, ...imports],
    providers,
  })
    .overrideProvider(Config)
    .useValue(config)
    .compile();
  await module.init();
  const database = module.get(DataSource);
  return {
    database,
    get: (type) => module.get(type, { strict: false }),
    sql: (text, params) => database.query(text, params),
    dispatchEvents: () => module.get(EventDispatcher, { strict: false }).drain(),
    close: async () => {
      await module.close();
      await scratch.drop();
    },
  };
}

/** A demo's settings with this database and without a ledger. */
export function testConfig(databaseUrl: string, settings: Record<string, string> = {}): Config {
  return readConfig({
    CUSTODIA_DEMO: '1',
    LEDGER_RPC_URL: 'http://127.0.0.1:1', // nobody listens there
    ...settings,
    DATABASE_URL: databaseUrl,
  });
}
