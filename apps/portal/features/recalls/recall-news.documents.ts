import { graphql, type ResultOf } from '@/lib/graphql';

export const RecallChangedSubscription = graphql(`
  subscription RecallChanged {
    recallChanged {
      id
      status
      lot {
        id
        number
        product {
          gtin
        }
      }
    }
  }
`);

export type RecallNews = ResultOf<typeof RecallChangedSubscription>['recallChanged'];

export const RecallsHereQuery = graphql(`
  query RecallsHere {
    recalls(first: 20) {
      nodes {
        id
        status
        class
        lot {
          number
          product {
            name
          }
        }
        holders {
          units
          acknowledgedAt
          site {
            id
          }
        }
      }
    }
  }
`);
