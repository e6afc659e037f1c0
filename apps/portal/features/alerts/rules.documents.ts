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

export const RuleThresholdsQuery = graphql(`
  query RuleThresholds {
    ruleThresholds {
      name
      market
      value
      standard
      least
      most
      changedAt
      reason
      changes {
        at
        from
        to
        reason
        changedBy
      }
    }
  }
`);

export type Threshold = ResultOf<typeof RuleThresholdsQuery>['ruleThresholds'][number];

export const ChangeThresholdMutation = graphql(`
  mutation ChangeThreshold($input: ChangeThresholdInput!) {
    changeThreshold(input: $input) {
      name
      value
    }
  }
`);
