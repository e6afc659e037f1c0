import { OperationFields } from '@/features/ledger/ledger.documents';
import { graphql, type ResultOf } from '@/lib/graphql';

export const ProposalFields = graphql(
  `
    fragment ProposalFields on PartyProposal {
      id
      kind
      status
      own
      name
      organisation
      gln
      roles
      market
      country
      city
      purpose
      reason
      proposedBy
      proposedAt
      expiresAt
      decidedBy
      decisionReason
      site {
        id
      }
      operation {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export type Proposal = ResultOf<typeof ProposalFields>;

export const PartyProposalsQuery = graphql(
  `
    query PartyProposals($first: Int, $after: String) {
      partyProposals(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...ProposalFields
        }
      }
    }
  `,
  [ProposalFields],
);

export const ProposeAdmissionMutation = graphql(`
  mutation ProposeAdmission($input: AdmitPartyInput!) {
    proposeAdmission(input: $input) {
      id
    }
  }
`);

export const ProposeLedgerIdMutation = graphql(`
  mutation ProposeLedgerId($input: AddLedgerIdInput!) {
    proposeLedgerId(input: $input) {
      id
    }
  }
`);

export const ProposeReinstatementMutation = graphql(`
  mutation ProposeReinstatement($input: PartyOrderInput!) {
    proposeReinstatement(input: $input) {
      id
    }
  }
`);

export const ApprovePartyProposalMutation = graphql(
  `
    mutation ApprovePartyProposal($input: ApprovePartyProposalInput!) {
      approvePartyProposal(input: $input) {
        ...ProposalFields
      }
    }
  `,
  [ProposalFields],
);

export const EndPartyProposalMutation = graphql(
  `
    mutation EndPartyProposal($input: EndPartyProposalInput!) {
      endPartyProposal(input: $input) {
        ...ProposalFields
      }
    }
  `,
  [ProposalFields],
);
