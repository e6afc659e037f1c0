import { graphql } from '@/lib/graphql';

export const TakeCopyMutation = graphql(`
  mutation TakeCopy($input: TakeCopyInput!) {
    takeCopy(input: $input)
  }
`);

export const OpenCopyMutation = graphql(`
  mutation OpenCopy($id: ID!) {
    openCopy(id: $id)
  }
`);

export const ChartCopiesQuery = graphql(`
  query ChartCopies {
    chartCopies {
      id
      person
      ownNumber
      entries
      takenAt
      keepUntil
    }
  }
`);

export const MyCopiesQuery = graphql(`
  query MyCopies {
    myCopies {
      id
      site {
        id
        name
      }
      person
      entries
      takenAt
    }
  }
`);
