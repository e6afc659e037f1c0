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

function postgresError(error: unknown): PostgresError | undefined {
  return error instanceof QueryFailedError ? (error.driverError as PostgresError) : undefined;
}
