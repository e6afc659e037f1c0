import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CustodyModule } from './modules/custody/custody.module.js';
import { LotsModule } from './modules/lots/lots.module.js';
import { PartiesModule } from './modules/parties/parties.module.js';
import { AccessGuard } from './platform/access/index.js';
import { GraphQLApiModule } from './platform/graphql/graphql.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { PlatformModule } from './platform/platform.module.js';

/** The modules of the domain: the same for the API, the worker and the command line. */
const DOMAIN = [PartiesModule, LotsModule, CustodyModule];

/** Worker and command line: everything but the doors to the outside. */
@Module({ imports: [PlatformModule, ...DOMAIN] })
export class AppModule {}

/** The API: the same with GraphQL, controllers and the guard at every door. */
@Module({
  imports: [PlatformModule, ...DOMAIN, GraphQLApiModule, HealthModule],
  providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
})
export class ApiModule {}
