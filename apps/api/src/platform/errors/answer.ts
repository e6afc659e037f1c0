import { randomBytes } from 'node:crypto';
import { HttpException, Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { isDatabaseAway, isUnstorable } from './database-error.js';
import { DomainError } from './domain-error.js';
import { ERROR_STATUS, type ErrorCode } from './error-code.js';

/** What a caller learns of an error, over GraphQL as over REST. */
export interface ErrorAnswer {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: Record<string, unknown>;
}

const logger = new Logger('Errors');

/** An unforeseen error goes to the log under a reference; the caller gets the reference and nothing else. */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof DomainError) {
    const { code, message, details } = error;
    return details ? { code, message, details } : { code, message };
  }
  if (error instanceof HttpException) {
    return { code: codeOfStatus(error.getStatus()), message: error.message };
  }
  if (isUnstorable(error)) {
    logger.warn(`A value that cannot be stored${placeOf(error)}`);
    return { code: 'BAD_INPUT', message: 'The input holds a character or a number that cannot be stored.' };
  }
  if (isCutOff(error)) return { code: 'BAD_INPUT', message: 'The upload was cut off. Send the file again.' };
  if (isDatabaseAway(error)) {
    logger.error(`The database is away: ${error instanceof Error ? error.message : String(error)}`);
    const message =
      'The database cannot be reached, so it is not sure whether this was saved. Please repeat it in a moment.';
    return { code: 'UNAVAILABLE', message };
  }
  const reference = randomBytes(4).toString('hex');
  logger.error(`${reference} ${traceOf(error)}`);
  return {
    code: 'INTERNAL',
    message: `Something went wrong on our side. Quote reference ${reference} to support.`,
  };
}

export function statusOf({ code }: ErrorAnswer): number {
  return ERROR_STATUS[code];
}

export function toGraphQLError({ code, message, details }: ErrorAnswer): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...(details && { details }) } });
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 413) return 'FILE_TOO_LARGE';
  if (status === 429) return 'TOO_MANY';
  if (status === 503) return 'UNAVAILABLE';
  return status < 500 ? 'BAD_INPUT' : 'INTERNAL';
}

/** A file that is being read learns in the middle of it that the sender has gone. */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && /unexpected end of multipart data$/i.test(error.message);
}

/** Where it was thrown, without the message, which repeats the value. */
function placeOf(error: unknown): string {
  const frames = error instanceof Error ? error.stack?.match(/^\s+at .*$/gm) : undefined;
  return frames ? `\n${frames.join('\n')}` : '';
}

/** The place and kind of the error; statements' parameters, which may be health data, are not part of it. */
function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
