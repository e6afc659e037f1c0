import type { Place } from '../../platform/secrets/index.js';

/** Where what somebody writes about a patient lies: sealed, since it tells of their health. */
export function emergencyWords(column: 'words' | 'review_words', row: string): Place {
  return { table: 'emergency_access', column, row };
}

export function requestWords(row: string): Place {
  return { table: 'access_request', column: 'words', row };
}
