import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { answerOf } from '../errors/index.js';

/** What a client sees of an error, wherever it was thrown: message, place, code, details. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const thrown = unwrapResolverError(error);
  if (thrown instanceof GraphQLError && BAD_ARGUMENT.test(thrown.message)) {
    const [, name = '', words = ''] = BAD_ARGUMENT.exec(thrown.message) ?? [];
    return { ...formatted, message: `${name}: ${words}`, extensions: { code: 'BAD_INPUT' } };
  }
  // A field that cannot be written as its type says is a fault of ours, like any other.
  const fault = formatted.extensions?.['code'] === ApolloServerErrorCode.INTERNAL_SERVER_ERROR;
  if (thrown instanceof GraphQLError && !fault) {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, message: spoken(formatted.message), extensions };
  }
  const { code, message, details } = answerOf(thrown);
  return { ...formatted, message, extensions: { code, ...(details && { details }) } };
}

/** graphql-js puts the place of a wrong value before our words on it; to people the field's name is enough. */
function spoken(message: string): string {
  const [, variable, place = variable, words] = INVALID_VALUE.exec(message) ?? [];
  return place && words ? `${place.slice(place.lastIndexOf('.') + 1)}: ${words}` : message;
}

/** A variable may be null where the argument has a default; that it must not be is found only when it runs. */
const BAD_ARGUMENT =
  /^Argument "(\w+)" of (?:non-null|required) type "[^"]+" (must not be null|was provided the variable .+)\.$/;

const INVALID_VALUE = /^Variable "\$(\w+)" got invalid value .+?(?: at "([^"]+)")?; (.+)$/s;
