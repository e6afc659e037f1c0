import fastifyCookie from '@fastify/cookie';
import { ConsoleLogger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from './config.js';

const MIB = 1024 * 1024;
/** A list of some million serials. */
const LARGEST_UPLOAD = 100 * MIB;

/** The HTTP server as every door of the API needs it. */
export function httpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: config.trustedProxies,
    bodyLimit: MIB,
    requestTimeout: 120_000,
    // Idle keep-alive connections would hold up a shutdown; requests under way are finished.
    forceCloseConnections: 'idle',
    multipart: { limits: { fileSize: LARGEST_UPLOAD, files: 1, fields: 20, fieldSize: 1_000, parts: 21 } },
  });
}

export async function prepareHttp(app: NestFastifyApplication): Promise<NestFastifyApplication> {
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
    super.printMessages(messages, context, level, 'stderr', stack, params);
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!START_UP.has(String(rest.at(-1)))) super.log(message, ...(rest as [string]));
  }
}
