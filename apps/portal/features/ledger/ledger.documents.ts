import { graphql, type ResultOf } from '@/lib/graphql';

export const OperationFields = graphql(`
  fragment OperationFields on Operation {
    id
    kind
    status
    reason
    txHash
    blockNumber
    createdAt
    settledAt
  }
`);

export type LedgerOperation = ResultOf<typeof OperationFields>;

export const OperationQuery = graphql(
  `
    query Operation($id: ID!) {
      operation(id: $id) {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export const OperationChangedSubscription = graphql(
  `
    subscription OperationChanged {
      operationChanged {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export const LedgerStatusQuery = graphql(`
  query LedgerStatus {
    ledgerStatus {
      reachable
      chainId
      headBlock
      indexedBlock
      pendingOperations
      lagSeconds
      missingKeys
    }
  }
`);

export const OperationsQuery = graphql(
  `
    query Operations($first: Int, $after: String, $status: OperationStatus) {
      operations(first: $first, after: $after, status: $status) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...OperationFields
        }
      }
    }
  `,
  [OperationFields],
);
