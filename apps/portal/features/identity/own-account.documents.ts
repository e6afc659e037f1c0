import { graphql, type ResultOf } from '@/lib/graphql';

export const MySessionsQuery = graphql(`
  query MySessions {
    mySessions {
      id
      device
      address
      siteName
      startedAt
      lastUsedAt
      current
    }
  }
`);

export type OwnSession = ResultOf<typeof MySessionsQuery>['mySessions'][number];

export const EndSessionMutation = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id)
  }
`);

export const EndOtherSessionsMutation = graphql(`
  mutation EndOtherSessions {
    endOtherSessions
  }
`);

export const SetFirstPasswordMutation = graphql(`
  mutation SetFirstPassword($password: String!) {
    setFirstPassword(password: $password)
  }
`);

export const ChangePasswordMutation = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input)
  }
`);
