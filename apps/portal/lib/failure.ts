import type { CombinedError } from 'urql';

/** Why something did not work: a code of the API (or one of our own) and its sentence for the user. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly details?: Record<string, unknown>;
}

const LINE_DOWN = new Set(['NETWORK', 'API_UNREACHABLE', 'UNAVAILABLE']);

/** Whether the question never arrived. Any other failure is an answer. */
export function isLineDown({ code }: Failure): boolean {
  return LINE_DOWN.has(code);
}

/** What the API or the network said, as one failure. */
export function failureOf(error: CombinedError): Failure {
  const first = error.graphQLErrors[0];
  if (first === undefined) return { code: 'NETWORK', message: error.networkError?.message ?? error.message };
  const { code, details } = first.extensions as { code?: unknown; details?: unknown };
  return {
    code: typeof code === 'string' ? code : 'UNKNOWN',
    message: first.message,
    ...(typeof details === 'object' && details !== null
      ? { details: details as Record<string, unknown> }
      : {}),
  };
}
