import { Module, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { Config } from '../config.js';
import { httpAdapter, prepareHttp } from '../http.js';
import { IdentityModule } from '../modules/identity/index.js';
import { PartiesModule } from '../modules/parties/index.js';
import { AccessGuard } from '../platform/access/index.js';
import { EventDispatcher } from '../platform/events/index.js';
import { GraphQLApiModule } from '../platform/graphql/graphql.module.js';
import { HealthModule } from '../platform/health/health.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { testConfig, type Bench } from './bench.js';
import { Browser } from './browser.js';
import { testDatabase } from './test-database.js';

/** The API with some modules, behind its real HTTP server, guard and error filter; nothing listens on a port. */
export interface ApiBench extends Bench {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  /** A browser that nobody has used yet. */
  browser(address?: string): Browser;
}

interface ApiBenchOptions {
  imports?: Type[];
  /** Settings, named as in the environment. */
  settings?: Record<string, string>;
}

export async function openApiBench({ imports = [], settings = {} }: ApiBenchOptions = {}): Promise<ApiBench> {
  @Module({
    imports: [PlatformModule, PartiesModule, IdentityModule, ...imports, GraphQLApiModule, HealthModule],
    providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
  })
  class SpecModule {}

  const scratch = await testDatabase();
  const config = testConfig(scratch.url, settings);
  const module = await Test.createTestingModule({ imports: [SpecModule] })
    .overrideProvider(Config)
    .useValue(config)
    .compile();
  const app = await prepareHttp(module.createNestApplication<NestFastifyApplication>(httpAdapter(config)));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const database = app.get(DataSource);
  return {
    app,
    config,
    database,
    browser: (address) => new Browser(app, config.publicOrigin, address),
    get: (type) => app.get(type, { strict: false }),
    sql: (text, params) => database.query(text, params),
    dispatchEvents: () => app.get(EventDispatcher, { strict: false }).drain(),
    close: async () => {
      await app.close();
      await scratch.drop();
    },
  };
}
