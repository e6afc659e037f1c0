import { graphql, type ResultOf, type VariablesOf } from '@/lib/graphql';

export const PrescriptionFields = graphql(`
  fragment PrescriptionFields on Prescription {
    id
    issuedAt
    cancelledAt
    cancelReason
    status
    items {
      id
      ordinal
      quantity
      remaining
      validFrom
      validUntil
      state
      cancelReason
    }
  }
`);

export type Prescription = ResultOf<typeof PrescriptionFields>;
export type ItemState = Prescription['items'][number]['state'];

export const PrescriptionsQuery = graphql(
  `
    query Prescriptions($first: Int, $after: String, $reference: String) {
      prescriptions(first: $first, after: $after, reference: $reference) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...PrescriptionFields
        }
      }
    }
  `,
  [PrescriptionFields],
);

export const PrescriptionQuery = graphql(
  `
    query Prescription($id: ID!) {
      prescription(id: $id) {
        ...PrescriptionFields
      }
    }
  `,
  [PrescriptionFields],
);

export const IssuePrescriptionMutation = graphql(`
  mutation IssuePrescription($input: IssuePrescriptionInput!) {
    issuePrescription(input: $input) {
      token
      prescription {
        id
        issuedAt
      }
    }
  }
`);

export type IssueInput = VariablesOf<typeof IssuePrescriptionMutation>['input'];

export const CancelPrescriptionMutation = graphql(
  `
    mutation CancelPrescription($input: CancelPrescriptionInput!) {
      cancelPrescription(input: $input) {
        ...PrescriptionFields
      }
    }
  `,
  [PrescriptionFields],
);

export const SubstancesQuery = graphql(`
  query Substances($search: String!) {
    substances(search: $search)
  }
`);
