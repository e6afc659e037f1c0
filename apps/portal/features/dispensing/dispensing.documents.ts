import { OperationFields } from '@/features/ledger/ledger.documents';
import { ProductFields } from '@/features/lots/product.documents';
import { graphql, type ResultOf, type VariablesOf } from '@/lib/graphql';

export const DispensingFields = graphql(
  `
    fragment DispensingFields on Dispensing {
      id
      basis
      eventTime
      recordedAt
      user
      collector
      status
      irregular
      lines {
        id
        lotNumber
        serial
        quantity
        status
        refusal
        undoUntil
        itemId
        substitutionReason
        overrideReason
        undoReason
        product {
          ...ProductFields
        }
        operation {
          ...OperationFields
        }
      }
    }
  `,
  [ProductFields, OperationFields],
);

export type Dispensing = ResultOf<typeof DispensingFields>;
export type DispenseLine = Dispensing['lines'][number];

export const DispensingsQuery = graphql(
  `
    query Dispensings($date: Date, $issues: Boolean, $first: Int, $after: String) {
      dispensings(date: $date, issues: $issues, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...DispensingFields
        }
      }
    }
  `,
  [DispensingFields],
);

export const DispensingQuery = graphql(
  `
    query Dispensing($id: ID!) {
      dispensing(id: $id) {
        ...DispensingFields
        warned
      }
    }
  `,
  [DispensingFields],
);

export const DispenseMutation = graphql(
  `
    mutation Dispense($input: DispenseInput!) {
      dispense(input: $input) {
        ...DispensingFields
      }
    }
  `,
  [DispensingFields],
);

export type DispenseInput = VariablesOf<typeof DispenseMutation>['input'];
export type SupplyBasis = DispenseInput['basis'];

export const UndoDispenseMutation = graphql(
  `
    mutation UndoDispense($input: UndoDispenseInput!) {
      undoDispense(input: $input) {
        ...DispensingFields
      }
    }
  `,
  [DispensingFields],
);

export const ReportSupplyMutation = graphql(
  `
    mutation ReportSupply($input: ReportSupplyInput!) {
      reportSupply(input: $input) {
        ...DispensingFields
      }
    }
  `,
  [DispensingFields],
);

export type IrregularReason = NonNullable<VariablesOf<typeof ReportSupplyMutation>['input']['reason']>;

export const CorrectPatientMutation = graphql(`
  mutation CorrectPatient($input: CorrectPatientInput!) {
    correctPatient(input: $input) {
      id
    }
  }
`);

export const OwedFields = graphql(
  `
    fragment OwedFields on OwedBalance {
      id
      itemId
      quantity
      settled
      createdAt
      signedUntil
      product {
        ...ProductFields
      }
      dispensing {
        id
        eventTime
        user
        collector
      }
    }
  `,
  [ProductFields],
);

export type OwedBalance = ResultOf<typeof OwedFields>;

export const OwedBalancesQuery = graphql(
  `
    query OwedBalances($itemIds: [ID!], $first: Int, $after: String) {
      owedBalances(itemIds: $itemIds, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...OwedFields
        }
      }
    }
  `,
  [OwedFields],
);

export const SettleOwedMutation = graphql(
  `
    mutation SettleOwed($input: SettleOwedInput!) {
      settleOwed(input: $input) {
        id
        settlements {
          ...DispensingFields
        }
      }
    }
  `,
  [DispensingFields],
);

export const RecordNotDispensedMutation = graphql(`
  mutation RecordNotDispensed($input: NotDispensedInput!) {
    recordNotDispensed(input: $input) {
      id
    }
  }
`);

export const DecommissionMutation = graphql(
  `
    mutation Decommission($input: DecommissionInput!) {
      decommission(input: $input) {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export const OpenPrescriptionQuery = graphql(`
  query OpenPrescription($id: ID!, $contentKey: String!) {
    openPrescription(id: $id, contentKey: $contentKey) {
      id
      issuedAt
      patientName
      patientBirthDate
      prescriber {
        id
        name
        organisation
      }
      voucher {
        name
        version
        chainId
        verifyingContract
        pharmacy
      }
      items {
        substance
        productGtin
        strength
        form
        baseUnit
        dosage
        substitutionAllowed
        upTo
        state {
          id
          ledgerKey
          ordinal
          quantity
          remaining
          validFrom
          validUntil
          state
        }
      }
    }
  }
`);

export type OpenedPrescription = ResultOf<typeof OpenPrescriptionQuery>['openPrescription'];
export type OpenedItem = OpenedPrescription['items'][number];

export const TallyQuery = graphql(`
  query Tally($date: Date!) {
    dispensings(date: $date, first: 1) {
      totalCount
    }
    alerts(status: NEW, first: 1) {
      totalCount
    }
  }
`);
