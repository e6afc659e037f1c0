import { graphql, type ResultOf } from '@/lib/graphql';

export const RuleRatesQuery = graphql(`
  query RuleRates($days: Int!) {
    ruleRates(days: $days) {
      rule
      open
      closed
      confirmed
      precision
      codes {
        code
        incidents
      }
    }
  }
`);

const ThresholdFields = graphql(`
  fragment ThresholdFields on RuleThreshold {
    name
    market
    country
    value
    inherited
    standard
    least
    most
    changedAt
    reason
  }
`);

export const RuleThresholdsQuery = graphql(
  `
    query RuleThresholds {
      ruleThresholds {
        ...ThresholdFields
      }
      countryRules {
        market
        country
        hotline
        thresholds {
          ...ThresholdFields
        }
      }
    }
  `,
  [ThresholdFields],
);

export type Threshold = ResultOf<typeof ThresholdFields>;
export type CountryRules = ResultOf<typeof RuleThresholdsQuery>['countryRules'][number];

export const RuleChangesQuery = graphql(`
  query RuleChanges($first: Int, $after: String) {
    ruleChanges(first: $first, after: $after) {
      nodes {
        name
        market
        country
        at
        from
        to
        returned
        reason
        changedBy
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
`);

export const ChangeThresholdMutation = graphql(`
  mutation ChangeThreshold($input: ChangeThresholdInput!) {
    changeThreshold(input: $input)
  }
`);

export const ChangeHotlineMutation = graphql(`
  mutation ChangeHotline($input: ChangeHotlineInput!) {
    changeHotline(input: $input)
  }
`);
