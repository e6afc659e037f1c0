import { graphql } from '@/lib/graphql';

export const RecordAgesQuery = graphql(`
  query RecordAges {
    markets {
      code
      confidentialAge
      recordAge
    }
  }
`);

export const KeepChildhoodMutation = graphql(`
  mutation KeepChildhood($childhood: String) {
    keepChildhood(childhood: $childhood)
  }
`);
