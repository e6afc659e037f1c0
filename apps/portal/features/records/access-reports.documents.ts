import { graphql, type ResultOf } from '@/lib/graphql';

const AccessReportFields = graphql(`
  fragment AccessReportFields on AccessReport {
    id
    receiver {
      id
      name
    }
    about {
      id
      name
    }
    ownNumber
    event
    time
    organisation
    person
    categories
    requestHash
    words
    createdAt
    outcome
    answer
    reviewer
    reviewedAt
  }
`);
export type AccessReport = ResultOf<typeof AccessReportFields>;

export const MyAccessReportsQuery = graphql(
  `
    query MyAccessReports {
      myAccessReports {
        ...AccessReportFields
      }
    }
  `,
  [AccessReportFields],
);

export const AccessReportsQuery = graphql(
  `
    query AccessReports {
      accessReports {
        ...AccessReportFields
      }
    }
  `,
  [AccessReportFields],
);

export const ReportAccessMutation = graphql(`
  mutation ReportAccess($input: ReportAccessInput!) {
    reportAccess(input: $input)
  }
`);

export const AnswerReportMutation = graphql(`
  mutation AnswerReport($input: AnswerReportInput!) {
    answerReport(input: $input)
  }
`);
