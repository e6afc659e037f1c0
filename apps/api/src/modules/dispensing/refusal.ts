import { DomainError, type ErrorCode } from '../../platform/errors/index.js';

/** Why something may not be supplied, in words for the counter. */
export type Refusal = { readonly code: ErrorCode; readonly message: string };

/** A refused line of a basket; `line` counts from 0 in the order of the request. */
export type RefusedLine = Refusal & { readonly line: number };

export function refuse(code: ErrorCode, message: string): Refusal {
  return { code, message };
}

export function isRefusal(answer: object | number | undefined): answer is Refusal {
  return typeof answer === 'object' && 'code' in answer && 'message' in answer;
}

/** Nothing of a basket is supplied when a line of it may not be: the pharmacist takes that pack out. */
export function basketRefused(lines: readonly RefusedLine[]): DomainError {
  const [first] = lines;
  if (!first) throw new Error('A refused basket has a refused line');
  const message =
    lines.length === 1
      ? first.message
      : `${lines.length} packs cannot be supplied. The first: ${first.message}`;
  return new DomainError(first.code, message, { lines });
}
