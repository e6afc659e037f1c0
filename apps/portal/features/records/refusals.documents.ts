import { graphql } from '@/lib/graphql';

export const MyAccessRefusalsQuery = graphql(`
  query MyAccessRefusals {
    myAccessRefusals {
      id
      site {
        id
        name
      }
      person
      category
      createdAt
    }
  }
`);

export const TakeBackRefusalMutation = graphql(`
  mutation TakeBackRefusal($refusalId: ID!) {
    takeBackRefusal(refusalId: $refusalId)
  }
`);
