import { graphql, type ResultOf } from '@/lib/graphql';

export const SessionFields = graphql(`
  fragment SessionFields on Session {
    csrf
    hasPin
    lacksSecondFactor
    demo
    permissions
    roles
    user {
      id
      name
      email
      locale
    }
    site {
      id
      gln
      name
      organisation
      market
      partyId
      status
      roles
    }
    sites {
      id
      name
      organisation
    }
  }
`);

export type Session = ResultOf<typeof SessionFields>;

export const MeQuery = graphql(
  `
    query Me {
      me {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const SignInMutation = graphql(
  `
    mutation SignIn($input: SignInInput!) {
      signIn(input: $input) {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const ConfirmSignInMutation = graphql(
  `
    mutation ConfirmSignIn($code: String!) {
      confirmSignIn(code: $code) {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const SignInWithPasskeyMutation = graphql(
  `
    mutation SignInWithPasskey($input: PasskeySignInInput!) {
      signInWithPasskey(input: $input) {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const SwitchOperatorMutation = graphql(
  `
    mutation SwitchOperator($input: SwitchOperatorInput!) {
      switchOperator(input: $input) {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const SelectSiteMutation = graphql(
  `
    mutation SelectSite($siteId: ID!) {
      selectSite(siteId: $siteId) {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const AcceptInvitationMutation = graphql(
  `
    mutation AcceptInvitation($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const JoinSiteMutation = graphql(
  `
    mutation JoinSite($token: String!) {
      joinSite(token: $token) {
        ...SessionFields
      }
    }
  `,
  [SessionFields],
);

export const SetPinMutation = graphql(`
  mutation SetPin($pin: String!, $password: String!) {
    setPin(pin: $pin, password: $password)
  }
`);

export const LockTerminalMutation = graphql(`
  mutation LockTerminal {
    lockTerminal
  }
`);

export const SignOutMutation = graphql(`
  mutation SignOut {
    signOut
  }
`);

export const DemoAccountsQuery = graphql(`
  query DemoAccounts {
    demoAccounts {
      email
      password
      name
      siteName
      role
    }
  }
`);

export const TerminalOperatorsQuery = graphql(`
  query TerminalOperators {
    terminalOperators {
      id
      name
    }
  }
`);
