import { graphql, type ResultOf } from '@/lib/graphql';

export const PartyFields = graphql(`
  fragment PartyFields on Site {
    id
    gln
    name
    organisation
    roles
    market
    country
    region
    city
    partyId
    status
    ledgerIds {
      id
      main
      purpose
      roles
      status
    }
  }
`);

export type Party = ResultOf<typeof PartyFields>;

export const PartiesQuery = graphql(
  `
    query Parties($first: Int, $after: String) {
      parties(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...PartyFields
        }
      }
    }
  `,
  [PartyFields],
);

export const MarketsQuery = graphql(`
  query Markets {
    markets {
      code
      name
      custodyRequired
      undoDays
    }
  }
`);

export const SuspendPartyMutation = graphql(`
  mutation SuspendParty($input: PartyOrderInput!) {
    suspendParty(input: $input) {
      id
      status
    }
  }
`);
