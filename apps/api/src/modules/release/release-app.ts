import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NodeConfig } from '../../config.js';
import { rateOf, TokenBuckets } from '../../platform/http/token-buckets.js';
import { ReleaseModule } from './release.module.js';

/** Five hundred entries of some kilobytes each. */
const LARGEST_BODY = 4 * 1024 * 1024;

/** A release node that is ready to listen. */
export async function releaseApp(
  config: NodeConfig,
  logger: LoggerService | false,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    trustProxy: config.trustedProxies,
    bodyLimit: LARGEST_BODY,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(ReleaseModule.of(config), adapter, {
    logger,
    abortOnError: false,
    bodyParser: false,
  });
  const http = app.getHttpAdapter().getInstance();
  // What is signed and hashed is what came: bodies are read from their bytes.
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  limitRate(app, config);
  app.enableShutdownHooks();
  return app;
}

function limitRate(app: NestFastifyApplication, { rateLimitPerAddress: perSecond }: NodeConfig): void {
  const buckets = new TokenBuckets(rateOf(perSecond));
  const http = app.getHttpAdapter().getInstance();
  http.addHook('onRequest', async (request, reply) => {
    const wait = buckets.take(request.ip, Date.now());
    if (wait === 0) return;
    const message = `Too many requests. Try again in ${wait} seconds.`;
    return reply.status(429).header('retry-after', wait).send({ code: 'TOO_MANY', message });
  });
  http.addHook('onSend', async (_request, reply, payload) => {
    void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    return payload;
  });
}
