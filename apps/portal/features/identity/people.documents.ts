import { graphql, type ResultOf } from '@/lib/graphql';

export const MembersQuery = graphql(`
  query Members($first: Int!, $after: String) {
    members(first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        email
        duties
        lastSeenAt
        self
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type Member = ResultOf<typeof MembersQuery>['members']['nodes'][number];

export const InvitationsQuery = graphql(`
  query Invitations {
    invitations {
      id
      email
      duties
      invitedBy
      expiresAt
    }
  }
`);

export type Invitation = ResultOf<typeof InvitationsQuery>['invitations'][number];

export const SiteDutiesQuery = graphql(`
  query SiteDuties {
    siteDuties
  }
`);

export const InvitePersonMutation = graphql(`
  mutation InvitePerson($input: InvitePersonInput!) {
    invitePerson(input: $input) {
      id
      link
    }
  }
`);

export const RevokeInvitationMutation = graphql(`
  mutation RevokeInvitation($id: ID!) {
    revokeInvitation(id: $id)
  }
`);

export const ChangeDutiesMutation = graphql(`
  mutation ChangeDuties($userId: ID!, $duties: [String!]!) {
    changeDuties(userId: $userId, duties: $duties)
  }
`);

export const RemoveMemberMutation = graphql(`
  mutation RemoveMember($userId: ID!) {
    removeMember(userId: $userId)
  }
`);

export const InvitationPasskeyOptionsMutation = graphql(`
  mutation InvitationPasskeyOptions($token: String!, $name: String!) {
    invitationPasskeyOptions(token: $token, name: $name)
  }
`);

export const HeldInvitationQuery = graphql(`
  query HeldInvitation($token: String!) {
    heldInvitation(token: $token) {
      siteName
      email
      duties
      expiresAt
      known
    }
  }
`);
