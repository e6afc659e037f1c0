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
      }
    }
  `,
  [AccessRequestFields],
);
export type Care = ResultOf<typeof MyCaresQuery>['myCares'][number];

export const AskToCareMutation = graphql(`
  mutation AskToCare($input: AskToCareInput!) {
    askToCare(input: $input)
  }
`);
