import { graphql, type ResultOf } from '@/lib/graphql';
import { AccessRequestFields } from './records.documents';

export const MyCaresQuery = graphql(
  `
    query MyCares {
      myCares {
        id
        pseudonym
        patient
        name
        request {
          ...AccessRequestFields
        }
        handed
        asked {
          ...AccessRequestFields
        }
        emergencies {
          id
          site
          createdAt
        }
      }
    }
  `,
  [AccessRequestFields],
);
export type Care = ResultOf<typeof MyCaresQuery>['myCares'][number];

export const CarersToldQuery = graphql(`
  query CarersTold {
    carersTold
  }
`);

export const TellCarersMutation = graphql(`
  mutation TellCarers($told: Boolean!) {
    tellCarers(told: $told)
  }
`);

export const AskToCareMutation = graphql(`
  mutation AskToCare($input: AskToCareInput!) {
    askToCare(input: $input)
  }
`);
