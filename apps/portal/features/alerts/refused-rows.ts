import type { Failure } from '@/lib/failure';

const REASONS = [
  'NOT_FOUND',
  'INCIDENT_CLOSED',
  'CASE_OPEN',
  'INCIDENT_OF_ANOTHER_RULE',
  'NOBODY_TO_ASK',
] as const;

export interface RefusedRow {
  readonly id: string;
  readonly code: (typeof REASONS)[number];
}

/** Which of several incidents stood in the way, as the API names them with its refusal. */
export function refusedRows(failure: Failure | undefined): RefusedRow[] {
  if (failure?.code !== 'INCIDENTS_UNCHANGED' || !Array.isArray(failure.details?.['incidents'])) return [];
  return (failure.details['incidents'] as RefusedRow[]).filter(({ code }) => REASONS.includes(code));
}
