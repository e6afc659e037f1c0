import { graphql, type ResultOf } from '@/lib/graphql';

export const AuditQuery = graphql(`
  query Audit(
    $first: Int!
    $after: String
    $search: String
    $action: String
    $since: DateTime
    $before: DateTime
  ) {
    auditEntries(
      first: $first
      after: $after
      search: $search
      action: $action
      since: $since
      before: $before
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        at
        userName
        siteName
        system
        action
        subjectType
        subjectId
        details
        forgotten
        seq
        anchored
      }
    }
  }
`);

export type AuditEntry = ResultOf<typeof AuditQuery>['auditEntries']['nodes'][number];
