import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env';

/** Typed documents: a field that the API does not have is a compile error. Scalars are strings on the wire. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: {
    DateTime: string;
    Date: string;
    Gtin: string;
    Gln: string;
    Sscc: string;
    JSON: unknown;
  };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
