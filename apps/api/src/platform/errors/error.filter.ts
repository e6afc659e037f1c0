import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import { answerOf, statusOf, toGraphQLError } from './answer.js';

/** The one place where errors become answers. No stack trace leaves the process. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') {
      return error instanceof GraphQLError ? error : toGraphQLError(answerOf(error));
    }
    const answer = answerOf(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const seconds = answer.details?.['retryAfterSeconds'];
    if (typeof seconds === 'number') void reply.header('retry-after', String(seconds));
    return reply.status(statusOf(answer)).send(answer);
  }
}
