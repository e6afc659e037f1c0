import { AlertFields } from '@/features/alerts/alerts.documents';
import { OperationFields } from '@/features/ledger/ledger.documents';
import { graphql, type ResultOf } from '@/lib/graphql';

export const CaseSummaryFields = graphql(`
  fragment CaseSummaryFields on Case {
    id
    number
    status
    side
    openedAt
    dueAt
    asked
    reminders
    sitesNamed
    closedAt
    assignee
  }
`);

export type CaseSummary = ResultOf<typeof CaseSummaryFields>;

export const CasesQuery = graphql(
  `
    query Cases($status: CaseStatus, $first: Int, $after: String) {
      cases(status: $status, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...CaseSummaryFields
          incident {
            id
            rule
          }
        }
      }
      notices {
        id
        caseId
        readAt
      }
    }
  `,
  [CaseSummaryFields],
);

export const EvidenceFields = graphql(
  `
    fragment EvidenceFields on Evidence {
      id
      hash
      madeAt
      download
      operation {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export const CaseQuery = graphql(
  `
    query Case($id: ID!) {
      case(id: $id) {
        ...CaseSummaryFields
        maker {
          id
          name
        }
        sites {
          id
          name
          city
        }
        entries {
          id
          at
          kind
          side
          unnamed
          text
          photo
          author
          site {
            id
            name
          }
        }
        incident {
          id
          rule
          scoreParts {
            gravest
            gravestPoints
            others
            othersPoints
            places
            placesPoints
          }
          closingCode
          evidenceBundles {
            ...EvidenceFields
          }
          alerts {
            ...AlertFields
          }
        }
      }
    }
  `,
  [CaseSummaryFields, EvidenceFields, AlertFields],
);

export type CaseDetail = NonNullable<ResultOf<typeof CaseQuery>['case']>;
export type CaseEntry = CaseDetail['entries'][number];

export const IncidentCaseQuery = graphql(
  `
    query IncidentCase($id: ID!) {
      incident(id: $id) {
        id
        case {
          id
          number
        }
        evidenceBundles {
          ...EvidenceFields
        }
      }
    }
  `,
  [EvidenceFields],
);

export const OpenCaseMutation = graphql(`
  mutation OpenCase($input: OpenCaseInput!) {
    openCase(input: $input) {
      id
      number
    }
  }
`);

export const PackIncidentsQuery = graphql(`
  query PackIncidents {
    alerts(first: 20) {
      nodes {
        serial
        product {
          gtin
        }
        incident {
          id
          status
          case {
            id
            number
          }
        }
      }
    }
  }
`);

export const SeeCaseMutation = graphql(`
  mutation SeeCase($id: ID!) {
    seeCase(id: $id) {
      id
      status
    }
  }
`);

export const TakeCaseMutation = graphql(`
  mutation TakeCase($id: ID!) {
    takeCase(id: $id) {
      id
      status
      assignee
    }
  }
`);

export const AskInCaseMutation = graphql(`
  mutation AskInCase($input: CaseQuestionInput!) {
    askInCase(input: $input) {
      id
    }
  }
`);

export const AskInCasesMutation = graphql(`
  mutation AskInCases($input: AskInCasesInput!) {
    askInCases(input: $input) {
      id
      refusal
      case {
        id
        number
      }
    }
  }
`);

export type AskedIncident = ResultOf<typeof AskInCasesMutation>['askInCases'][number];

export const AnswerCaseMutation = graphql(`
  mutation AnswerCase($input: CaseAnswerInput!) {
    answerCase(input: $input) {
      id
    }
  }
`);

export const EscalateCaseMutation = graphql(`
  mutation EscalateCase($input: CaseMessageInput!) {
    escalateCase(input: $input) {
      id
    }
  }
`);

export const NameCaseSitesMutation = graphql(`
  mutation NameCaseSites($input: CaseMessageInput!) {
    nameCaseSites(input: $input) {
      id
    }
  }
`);

export const CloseCaseMutation = graphql(`
  mutation CloseCase($input: CloseCaseInput!) {
    closeCase(input: $input) {
      id
    }
  }
`);

export const MakeEvidenceMutation = graphql(`
  mutation MakeEvidence($input: MakeEvidenceInput!) {
    makeEvidence(input: $input) {
      id
    }
  }
`);
