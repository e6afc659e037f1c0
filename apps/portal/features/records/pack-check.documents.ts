import { graphql, type ResultOf } from '@/lib/graphql';

export const CheckPackQuery = graphql(`
  query CheckPack($code: String!) {
    checkPack(code: $code) {
      answer
      productName
    }
  }
`);
export type PackCheck = ResultOf<typeof CheckPackQuery>['checkPack'];
