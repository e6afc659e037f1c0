import { OperationFields } from '@/features/ledger/ledger.documents';
import { graphql, type ResultOf } from '@/lib/graphql';
import { ProductFields } from './product.documents';

export const OwnProductsQuery = graphql(
  `
    query OwnProducts($search: String, $first: Int, $after: String) {
      products(own: true, search: $search, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...ProductFields
        }
      }
    }
  `,
  [ProductFields],
);

export const RegisterProductMutation = graphql(
  `
    mutation RegisterProduct($input: RegisterProductInput!) {
      registerProduct(input: $input) {
        ...ProductFields
      }
    }
  `,
  [ProductFields],
);

export const LotSummaryFields = graphql(
  `
    fragment LotSummaryFields on Lot {
      id
      number
      expiry
      expiryDayGiven
      status
      version
      units
      createdAt
      counts {
        active
        inTransit
        supplied
        decommissioned
        blocked
      }
      product {
        ...ProductFields
      }
    }
  `,
  [ProductFields],
);

export type LotSummary = ResultOf<typeof LotSummaryFields>;

export const LotsQuery = graphql(
  `
    query Lots($search: String, $productId: ID, $first: Int, $after: String) {
      lots(search: $search, productId: $productId, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...LotSummaryFields
        }
      }
    }
  `,
  [LotSummaryFields],
);

export const RunFields = graphql(
  `
    fragment RunFields on Run {
      id
      ledgerLotId
      units
      imported
      status
      root
      createdAt
      failure {
        code
        message
        rejected
        lines {
          line
          value
          code
          reason
        }
      }
      operation {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export type Run = ResultOf<typeof RunFields>;

export const LotQuery = graphql(
  `
    query Lot($id: ID!) {
      lot(id: $id) {
        ...LotSummaryFields
        heldReason
        heldByYou
        maker {
          id
          name
          organisation
        }
        recall {
          id
          status
          class
          ranges {
            runId
          }
        }
        amendments {
          version
          expiryBefore
          dayGivenBefore
          expiryAfter
          dayGivenAfter
          reason
          amendedBy
          amendedAt
          operation {
            ...OperationFields
          }
        }
        runs {
          ...RunFields
        }
      }
    }
  `,
  [LotSummaryFields, RunFields, OperationFields],
);

export type Lot = NonNullable<ResultOf<typeof LotQuery>['lot']>;

export const RunQuery = graphql(
  `
    query Run($id: ID!) {
      run(id: $id) {
        ...RunFields
        lot {
          id
          number
        }
      }
    }
  `,
  [RunFields],
);

export const RunProgressSubscription = graphql(`
  subscription RunProgress($runId: ID!) {
    runProgress(runId: $runId) {
      id
      imported
      status
    }
  }
`);

export const RunSerialsQuery = graphql(`
  query RunSerials($id: ID!, $from: Int, $first: Int) {
    run(id: $id) {
      id
      units
      serials(from: $from, first: $first) {
        index
        serial
        elementString
      }
    }
  }
`);

export type UnitSerial = NonNullable<ResultOf<typeof RunSerialsQuery>['run']>['serials'][number];

export const RegisterLotMutation = graphql(`
  mutation RegisterLot($input: RegisterLotInput!) {
    registerLot(input: $input) {
      id
    }
  }
`);

export const AmendLotMutation = graphql(`
  mutation AmendLot($input: AmendLotInput!) {
    amendLot(input: $input) {
      id
      version
    }
  }
`);

export const HoldLotMutation = graphql(`
  mutation HoldLot($input: LotOrderInput!) {
    holdLot(input: $input) {
      id
      status
    }
  }
`);

export const ReleaseLotMutation = graphql(`
  mutation ReleaseLot($input: LotOrderInput!) {
    releaseLot(input: $input) {
      id
      status
    }
  }
`);
