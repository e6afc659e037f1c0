import fastifyCookie from '@fastify/cookie';
import { ConsoleLogger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from './config.js';
import { randomBytes } from 'node:crypto';
import { guardDoors, requestId } from './platform/http/index.js';

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
  guardDoors(app.getHttpAdapter().getInstance(), app.get(Config));
  await app.register(fastifyCookie);
  app.enableShutdownHooks();
  return app;
}

const START_UP = new Set([
  'GraphQLModule',
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * The usual log without the framework's list of everything that it has set up. It goes to the error stream, so that a
 * command's output is what it prints and nothing else.
 */
export class ProcessLogger extends ConsoleLogger {
  protected override printMessages(
    ...[messages, context, level, , stack, params]: Parameters<ConsoleLogger['printMessages']>
  ): void {
    const lines = this.options.json ? messages : messages.map(withReference);
    super.printMessages(lines, context, level, 'stderr', stack, params);
  }

  protected override getJsonLogObject(
    ...[message, options]: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const id = requestId();
    return { ...super.getJsonLogObject(message, options), ...(id !== undefined && { requestId: id }) };
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!START_UP.has(String(rest.at(-1)))) super.log(message, ...(rest as [string]));
  }
}

function withReference(message: unknown): unknown {
  const id = requestId();
  return id !== undefined && typeof message === 'string' ? `${message} (request ${id})` : message;
}
