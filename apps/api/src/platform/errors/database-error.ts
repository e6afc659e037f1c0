import { QueryFailedError } from 'typeorm';

const UNIQUE_VIOLATION = '23505';
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

interface PostgresError {
  code?: string;
  constraint?: string;
}

/** Whether a statement failed on a unique constraint: on this one, where named. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = postgresError(error);
  return cause?.code === UNIQUE_VIOLATION && (constraint === undefined || cause.constraint === constraint);
}

/** Whether a transaction lost against another one and can simply be tried again. */
export function isConflict(error: unknown): boolean {
  const code = postgresError(error)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/** Whether PostgreSQL cannot store a value at all: a NUL character, a number too large (SQLSTATE class 22). */
export function isUnstorable(error: unknown): boolean {
  return postgresError(error)?.code?.startsWith('22') ?? false;
}

/** SQLSTATE classes: connection lost, no room or connections left, ended by an operator or by a crash. */
const AWAY = /^(08|53|57P0)/;
/** What the driver says where PostgreSQL has no words left. */
const CUT_OFF =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

/** Whether the database could not be reached, or had no room: trying again later may help. */
export function isDatabaseAway(error: unknown): boolean {
  const cause = error instanceof QueryFailedError ? (error.driverError as Error) : error;
  if (!(cause instanceof Error)) return false;
  const { code = '' } = cause as PostgresError;
  return (
    AWAY.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code) || CUT_OFF.test(cause.message)
  );
}

function postgresError(error: unknown): PostgresError | undefined {
  return error instanceof QueryFailedError ? (error.driverError as PostgresError) : undefined;
}
