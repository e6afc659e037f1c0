import { graphql } from '@/lib/graphql';

export const KeepNewsAddressesMutation = graphql(`
  mutation KeepNewsAddresses($addresses: [String!]!, $alone: Boolean!) {
    keepNewsAddresses(addresses: $addresses, alone: $alone)
  }
`);
