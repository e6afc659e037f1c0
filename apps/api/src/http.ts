import fastifyCookie from '@fastify/cookie';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from './config.js';
import { randomBytes } from 'node:crypto';
import { guardOperations } from './platform/graphql/listed-operations.js';
import { guardDoors } from './platform/http/index.js';

const MIB = 1024 * 1024;
/** A list of some million serials. */
const LARGEST_UPLOAD = 100 * MIB;

/** The HTTP server as every door of the API needs it. */
export function httpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: config.trustedProxies,
    // A reference for people and logs: never the caller's own, which could be anything.
    genReqId: () => randomBytes(8).toString('hex'),
    bodyLimit: MIB,
    requestTimeout: 120_000,
    // Idle keep-alive connections would hold up a shutdown; requests under way are finished.
    forceCloseConnections: 'idle',
    multipart: { limits: { fileSize: LARGEST_UPLOAD, files: 1, fields: 20, fieldSize: 1_000, parts: 21 } },
  });
}

export async function prepareHttp(app: NestFastifyApplication): Promise<NestFastifyApplication> {
  const http = app.getHttpAdapter().getInstance();
  guardDoors(http, app.get(Config));
  await guardOperations(http, app.get(Config));
  await app.register(fastifyCookie);
  app.enableShutdownHooks();
  return app;
}
