import { graphql, type ResultOf } from '@/lib/graphql';

export const MyPasskeysQuery = graphql(`
  query MyPasskeys {
    myPasskeys {
      id
      name
      createdAt
      lastUsedAt
      backedUp
    }
  }
`);

export type Passkey = ResultOf<typeof MyPasskeysQuery>['myPasskeys'][number];

export const BeginPasskeyMutation = graphql(`
  mutation BeginPasskey {
    beginPasskey
  }
`);

export const AddPasskeyMutation = graphql(`
  mutation AddPasskey($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      id
    }
  }
`);

export const RenamePasskeyMutation = graphql(`
  mutation RenamePasskey($id: ID!, $name: String!) {
    renamePasskey(id: $id, name: $name) {
      id
      name
    }
  }
`);

export const RemovePasskeyMutation = graphql(`
  mutation RemovePasskey($id: ID!) {
    removePasskey(id: $id)
  }
`);

export const PasskeySignInOptionsMutation = graphql(`
  mutation PasskeySignInOptions {
    passkeySignInOptions
  }
`);

export const PasskeyStepUpOptionsMutation = graphql(`
  mutation PasskeyStepUpOptions {
    passkeyStepUpOptions
  }
`);
