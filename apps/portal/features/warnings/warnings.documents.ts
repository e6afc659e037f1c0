import { graphql, type ResultOf, type VariablesOf } from '@/lib/graphql';

export const InteractionsQuery = graphql(`
  query Interactions {
    interactions {
      name
      version
      demonstration
      pairs {
        id
        one
        other
      }
    }
  }
`);

export type InteractionList = ResultOf<typeof InteractionsQuery>['interactions'];

export const CountWarningsMutation = graphql(`
  mutation CountWarnings($input: CountWarningsInput!) {
    countWarnings(input: $input)
  }
`);

export type AnsweredWarning = VariablesOf<typeof CountWarningsMutation>['input']['answers'][number];

export const OpenOverriddenWarningsMutation = graphql(`
  mutation OpenOverriddenWarnings($id: ID!) {
    openOverriddenWarnings(id: $id) {
      kind
      given
      besides
      about
      reason
      words
    }
  }
`);

export const WarningRatesQuery = graphql(`
  query WarningRates($days: Int!) {
    warningRates(days: $days) {
      kind
      heeded
      overridden
      unhelpful
      rate
      sites {
        site {
          id
          name
        }
        heeded
        overridden
        unhelpful
        rate
      }
    }
  }
`);
