import { graphql } from '@/lib/graphql';

export const LetCarerAnswerMutation = graphql(`
  mutation LetCarerAnswer($input: LetCarerAnswerInput!) {
    letCarerAnswer(input: $input)
  }
`);

export const EndCarerAnswersMutation = graphql(`
  mutation EndCarerAnswers($input: RevokeAccessInput!) {
    endCarerAnswers(input: $input)
  }
`);
