import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { VaultError } from '@custodia/vault';
import type { FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { isDatabaseAway } from '../../platform/errors/database-error.js';
import { NodeError } from './node.errors.js';

/** The one place where a node's errors become answers. Nothing of what was sent goes to the log. */
@Catch()
export class NodeErrorFilter implements ExceptionFilter {
  readonly #logger = new Logger('Errors');

  catch(error: unknown, host: ArgumentsHost): unknown {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, ...answer } = this.#answerOf(error);
    return reply.status(status).send(answer);
  }

  #answerOf(error: unknown): { status: number; code: string; message: string } {
    if (error instanceof NodeError) {
      const { status, code, message, extra } = error;
      return { status, code, message, ...extra };
    }
    if (error instanceof VaultError) return { status: 400, code: error.code, message: error.message };
    if (error instanceof HttpException) {
      const status = error.getStatus();
      return { status, code: status === 404 ? 'NOT_FOUND' : 'BAD_INPUT', message: error.message };
    }
    if (isDatabaseAway(error)) {
      this.#logger.error('The database is away.');
      const message = 'The database cannot be reached. Please repeat it in a moment.';
      return { status: 503, code: 'UNAVAILABLE', message };
    }
    const reference = randomBytes(4).toString('hex');
    this.#logger.error(
      `${reference} ${error instanceof Error ? (error.stack ?? error.message) : 'no error'}`,
    );
    const message = `Something went wrong on our side. Quote reference ${reference} to support.`;
    return { status: 500, code: 'INTERNAL', message };
  }
}
