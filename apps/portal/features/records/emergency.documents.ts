import { graphql, type ResultOf } from '@/lib/graphql';

export const MyEmergencyQuery = graphql(`
  query MyEmergency {
    myEmergency {
      opening
      notAfter
      keptAt
      granting {
        id
        status
      }
      cardMadeAt
      accesses {
        id
        site {
          id
          name
        }
        person
        reason
        words
        createdAt
        outcome
        reviewWords
        reviewedAt
      }
    }
  }
`);
export type OwnEmergency = ResultOf<typeof MyEmergencyQuery>['myEmergency'];

export const KeepEmergencyMutation = graphql(`
  mutation KeepEmergency($input: KeepEmergencyInput!) {
    keepEmergency(input: $input)
  }
`);

export const StopEmergencyMutation = graphql(`
  mutation StopEmergency($input: StopEmergencyInput!) {
    stopEmergency(input: $input)
  }
`);

export const FindForEmergencyMutation = graphql(`
  mutation FindForEmergency($input: EmergencyPatientInput!) {
    findForEmergency(input: $input)
  }
`);

export const RecordEmergencyMutation = graphql(`
  mutation RecordEmergency($input: RecordEmergencyInput!) {
    recordEmergency(input: $input) {
      id
      operationId
    }
  }
`);

export const EmergencyAccessesQuery = graphql(`
  query EmergencyAccesses {
    emergencyAccesses {
      id
      person
      ownNumber
      reason
      words
      createdAt
      outcome
      reviewWords
      reviewer
      reviewedAt
    }
    emergencyCounts {
      site
      count
    }
  }
`);
export type EmergencyAccess = ResultOf<typeof EmergencyAccessesQuery>['emergencyAccesses'][number];

export const ReviewEmergencyMutation = graphql(`
  mutation ReviewEmergency($input: ReviewEmergencyInput!) {
    reviewEmergency(input: $input)
  }
`);

export const NewEmergencyCardMutation = graphql(`
  mutation NewEmergencyCard {
    newEmergencyCard
  }
`);
