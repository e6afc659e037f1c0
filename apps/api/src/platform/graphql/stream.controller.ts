import { Controller, Post, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type ExecutionResult,
} from 'graphql';
import { createHandler, type Handler } from 'graphql-sse';
import { Config } from '../../config.js';
import { Allow, CurrentActor, type Actor, type Exchange } from '../access/index.js';
import { answerOf, toGraphQLError } from '../errors/answer.js';
import { Notices, SESSION_ENDED, type Notice } from '../events/index.js';
import { formatError } from './format-error.js';
import { withinLimits } from './limits.js';

/** A stream ends after as long as an access token lives; the client connects anew, and is recognised anew. */
const LONGEST_STREAM_MS = 15 * 60_000;

/** Subscriptions as server-sent events, one connection each (GraphQL over SSE, distinct connections mode). */
@Controller()
export class StreamController implements OnModuleDestroy {
  /** Each with the session that it was opened for. */
  readonly #open = new Map<FastifyReply, string>();
  #endings: AsyncIterableIterator<Notice> | undefined;
  #handle: Handler<FastifyRequest, FastifyReply> | undefined;

  constructor(
    private readonly schema: GraphQLSchemaHost,
    private readonly notices: Notices,
    private readonly config: Config,
  ) {}

  @Post('graphql/stream')
  @Allow('signed-in')
  async stream(
    @CurrentActor() { sessionId }: Actor,
    @Req() req: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.followEndings();
    const [body, { status, statusText, headers }] = await this.handle({
      method: req.method,
      url: req.url,
      headers: { get: (name: string) => [req.headers[name] ?? []].flat()[0] ?? null },
      body: req.body as Record<string, unknown>,
      raw: req,
      context: reply,
    });
    reply.hijack();
    reply.raw.writeHead(status, statusText, {
      ...(reply.getHeaders() as Record<string, string>),
      ...headers,
    });
    if (typeof body !== 'object' || body === null) {
      reply.raw.end(body ?? undefined);
      return;
    }
    this.#open.set(reply, sessionId);
    const timer = setTimeout(() => reply.raw.destroy(), LONGEST_STREAM_MS);
    reply.raw.once('close', () => {
      clearTimeout(timer);
      this.#open.delete(reply);
      void body.return(undefined);
    });
    try {
      for await (const event of body) {
        if (!reply.raw.write(event)) await new Promise((resolve) => drainOrClose(reply, resolve));
      }
    } catch (error) {
      reply.raw.write(lastWords(error));
    }
    reply.raw.end();
  }

  /** Open streams never end by themselves, and the first thing in a shutdown is to wait for requests to end. */
  onModuleDestroy(): void {
    void this.#endings?.return?.();
    for (const reply of this.#open.keys()) reply.raw.destroy();
  }

  /** A session that has ended gets no more news. Should the notice be lost, the stream ends with its time. */
  private followEndings(): void {
    if (this.#endings) return;
    const endings = this.notices.stream(SESSION_ENDED);
    this.#endings = endings;
    void (async () => {
      for await (const { id } of endings)
        for (const [reply, sessionId] of this.#open) if (sessionId === id) reply.raw.destroy();
    })();
  }

  private get handle(): Handler<FastifyRequest, FastifyReply> {
    const rules = [
      ...specifiedRules,
      withinLimits(),
      ...(this.config.demo ? [] : [NoSchemaIntrospectionCustomRule]),
    ];
    // Made on the first use: the schema exists only after the start of the application.
    return (this.#handle ??= createHandler<FastifyRequest, FastifyReply, StreamContext>({
      schema: this.schema.schema,
      validate: (schema, document) => validate(schema, document, rules),
      authenticate: () => null,
      context: ({ raw, context }) => ({ req: raw, reply: context }),
      onNext: (_context, _request, result) => withFormattedErrors(result as ExecutionResult),
    }));
  }
}

type StreamContext = Record<keyof Exchange, unknown>;

/** What was asked for may be missing, or go: nothing else would tell whoever waits for news of it. */
function lastWords(error: unknown): string {
  const result = JSON.stringify({ errors: [toGraphQLError(answerOf(error)).toJSON()] });
  return `event: next\ndata: ${result}\n\nevent: complete\ndata: \n\n`;
}

function drainOrClose(reply: FastifyReply, done: (value?: unknown) => void): void {
  reply.raw.once('drain', done);
  reply.raw.once('close', done);
}

function withFormattedErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => {
    const { message, extensions = {} } = formatError(error.toJSON(), error);
    return new GraphQLError(message, { path: error.path ?? null, extensions });
  });
  return { ...result, errors };
}
