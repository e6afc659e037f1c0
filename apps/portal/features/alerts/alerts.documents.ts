import { graphql, type ResultOf } from '@/lib/graphql';

export const AlertFields = graphql(`
  fragment AlertFields on Alert {
    id
    rule
    finding
    severity
    eventTime
    raisedAt
    status
    lotNumber
    serial
    facts {
      at
      gtin
      serial
      lot
      expiry
      verdict
      channel
      repeats
      holder
      count
      minutes
      hours
      field
      read
      expected
      reason
      operation
      irregularReason
      handedOut
      dispensedHere
      suppliedElsewhere
      shipment
      missing
      unexpected
      serials
    }
    assignee
    product {
      id
      gtin
      name
      strength
    }
    sites {
      id
      name
      city
      roles
    }
  }
`);

export type Alert = ResultOf<typeof AlertFields>;

export const AlertsQuery = graphql(
  `
    query Alerts($status: AlertStatus, $rule: AlertRule, $first: Int, $after: String) {
      alerts(status: $status, rule: $rule, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...AlertFields
        }
      }
    }
  `,
  [AlertFields],
);

export const IncidentSummaryFields = graphql(`
  fragment IncidentSummaryFields on Incident {
    id
    status
    rule
    score
    scoreParts {
      gravest
      gravestPoints
      others
      othersPoints
      places
      placesPoints
    }
    firstAt
    lastAt
    sites
    closingCode
    closingNote
  }
`);

export type IncidentSummary = ResultOf<typeof IncidentSummaryFields>;

export const IncidentsQuery = graphql(
  `
    query Incidents($status: IncidentStatus, $words: [IncidentWordInput!], $first: Int, $after: String) {
      incidents(status: $status, words: $words, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...IncidentSummaryFields
          alerts {
            id
            severity
            status
            assignee
            lotNumber
            serial
          }
          case {
            id
            number
            status
            dueAt
          }
        }
      }
    }
  `,
  [IncidentSummaryFields],
);

export type IncidentRow = ResultOf<typeof IncidentsQuery>['incidents']['nodes'][number];

export const ScanFaultsQuery = graphql(`
  query ScanFaults {
    scanFaults {
      fault
      count
      lastAt
      days {
        day
        count
      }
      site {
        id
        name
        city
      }
    }
  }
`);

export const IncidentQuery = graphql(
  `
    query Incident($id: ID!) {
      incident(id: $id) {
        ...IncidentSummaryFields
        alerts {
          ...AlertFields
        }
      }
    }
  `,
  [IncidentSummaryFields, AlertFields],
);

export type Incident = NonNullable<ResultOf<typeof IncidentQuery>['incident']>;

export const TakeIncidentsMutation = graphql(`
  mutation TakeIncidents($input: IncidentsInput!) {
    takeIncidents(input: $input) {
      id
      status
    }
  }
`);

export const CloseIncidentsMutation = graphql(`
  mutation CloseIncidents($input: CloseIncidentsInput!) {
    closeIncidents(input: $input) {
      id
      status
    }
  }
`);

export const ReopenIncidentsMutation = graphql(`
  mutation ReopenIncidents($input: IncidentsInput!) {
    reopenIncidents(input: $input) {
      id
      status
    }
  }
`);

export const AlertRaisedSubscription = graphql(`
  subscription AlertRaised {
    alertRaised {
      id
    }
  }
`);
