import { OperationFields } from '@/features/ledger/ledger.documents';
import { ProductFields } from '@/features/lots/product.documents';
import { graphql, type ResultOf } from '@/lib/graphql';

export const RecallFields = graphql(
  `
    fragment RecallFields on Recall {
      id
      kind
      refusal
      issuedAt
      class
      text
      status
      proposedBy
      approvedBy
      proposedAt
      approvedAt
      own
      retractedBy
      retractedAt
      retractReason
      unitsSupplied
      units
      ranges {
        runId
        from
        to
      }
      lot {
        id
        number
        expiry
        runs {
          id
        }
        product {
          ...ProductFields
        }
      }
      operation {
        ...OperationFields
      }
      holders {
        units
        supplied
        acknowledgedAt
        site {
          id
          name
          organisation
        }
      }
    }
  `,
  [OperationFields, ProductFields],
);

export type Recall = ResultOf<typeof RecallFields>;

export const RecallsQuery = graphql(
  `
    query Recalls($first: Int, $after: String) {
      recalls(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...RecallFields
        }
      }
    }
  `,
  [RecallFields],
);

export const RecallQuery = graphql(
  `
    query Recall($id: ID!) {
      recall(id: $id) {
        ...RecallFields
      }
    }
  `,
  [RecallFields],
);

export const ProposeRecallMutation = graphql(`
  mutation ProposeRecall($input: ProposeRecallInput!) {
    proposeRecall(input: $input) {
      id
    }
  }
`);

export const ApproveRecallMutation = graphql(`
  mutation ApproveRecall($input: RecallOrderInput!) {
    approveRecall(input: $input) {
      id
      status
    }
  }
`);

export const RetractRecallMutation = graphql(`
  mutation RetractRecall($input: RetractRecallInput!) {
    retractRecall(input: $input) {
      id
      status
    }
  }
`);

export const AcknowledgeRecallMutation = graphql(`
  mutation AcknowledgeRecall($input: RecallOrderInput!) {
    acknowledgeRecall(input: $input) {
      id
    }
  }
`);
