import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

/** A scalar that is text outside and `T` inside. `parse` throws an Error whose message the caller may read. */
export function textScalar<T>(
  name: string,
  description: string,
  parse: (text: string) => T,
  serialize: (value: T) => string = String,
): GraphQLScalarType<T, string> {
  const parseValue = (value: unknown): T => {
    if (typeof value !== 'string') throw badInput(`${name} must be text.`);
    try {
      return parse(value);
    } catch (error) {
      throw badInput(error instanceof Error ? error.message : `Not a ${name}.`);
    }
  };
  return new GraphQLScalarType<T, string>({
    name,
    description,
    parseValue,
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) throw badInput(`${name} must be text.`);
      return parseValue(node.value);
    },
    serialize: (value) => serialize(value as T),
  });
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_INPUT' } });
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const ISO_DATE = /^\d{4}-\d\d-\d\d$/;

export const DateTime = textScalar<Date>(
  'DateTime',
  'A moment, ISO 8601 in UTC: 2026-01-31T12:00:00.000Z. Other offsets are understood.',
  (text) => {
    const time = new Date(text);
    if (!ISO_TIME.test(text) || Number.isNaN(time.getTime())) {
      throw new Error(`"${text.slice(0, 40)}" is not a time such as 2026-01-31T12:00:00Z.`);
    }
    return time;
  },
  (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
);

export const CalendarDate = textScalar<string>('Date', 'A day without a time: YYYY-MM-DD.', (text) => {
  if (!ISO_DATE.test(text) || !isRealDay(text)) {
    throw new Error(`"${text.slice(0, 40)}" is not a day such as 2026-01-31.`);
  }
  return text;
});

function isRealDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value.',
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  serialize: (value) => value,
});
