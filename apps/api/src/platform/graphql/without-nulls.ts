/**
 * An input in which what was left out and what was sent as null are alike: absent. GraphQL clients send either, the
 * types of our inputs know one. Dates and other objects with a class of their own stay as they are.
 */
export function withoutNulls<T>(input: T): T {
  if (Array.isArray(input)) return input.map(withoutNulls) as T;
  if (!isRecord(input)) return input;
  const entries = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutNulls(value)])) as T;
}

// Arguments come as objects without a prototype or of the input's class; a Date is neither.
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value);
}
