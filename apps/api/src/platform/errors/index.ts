export { answerOf, statusOf, toGraphQLError, type ErrorAnswer } from './answer.js';
export { CommandError } from './command-error.js';
export { isConflict, isDatabaseAway, isUniqueViolation, isUnstorable } from './database-error.js';
export { DomainError, notFound } from './domain-error.js';
export { ERROR_STATUS, type ErrorCode } from './error-code.js';
export { ErrorFilter } from './error.filter.js';
