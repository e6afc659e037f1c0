import { graphql, type ResultOf, type VariablesOf } from '@/lib/graphql';

export const PatientSessionFields = graphql(`
  fragment PatientSessionFields on PatientSession {
    id
    email
    csrf
    demo
  }
`);
export type PatientAccount = ResultOf<typeof PatientSessionFields>;

export const PatientQuery = graphql(
  `
    query Patient {
      patient {
        ...PatientSessionFields
      }
    }
  `,
  [PatientSessionFields],
);

export const SignUpMutation = graphql(
  `
    mutation SignUp($input: SignUpInput!) {
      signUp(input: $input) {
        ...PatientSessionFields
      }
    }
  `,
  [PatientSessionFields],
);

export const SignInPatientMutation = graphql(
  `
    mutation SignInPatient($input: PatientSignInInput!) {
      signInPatient(input: $input) {
        ...PatientSessionFields
      }
    }
  `,
  [PatientSessionFields],
);

export const MyRecordQuery = graphql(`
  query MyRecord {
    myRecord {
      pseudonym
      keybag
      keybagVersion
      epochs {
        category
        epoch
        wrap
        keptAt
      }
      childhood
    }
  }
`);
export type KeptRecord = NonNullable<ResultOf<typeof MyRecordQuery>['myRecord']>;

export const RecalledLotsQuery = graphql(`
  query RecalledLots {
    recalledLots {
      gtin
      lotNumber
      class
    }
  }
`);

export const KeepKeybagMutation = graphql(`
  mutation KeepKeybag($input: KeepKeybagInput!) {
    keepKeybag(input: $input)
  }
`);

export const KeepEpochsMutation = graphql(`
  mutation KeepEpochs($epochs: [EpochWrapInput!]!) {
    keepEpochs(epochs: $epochs)
  }
`);

export const NewRecordCodeMutation = graphql(`
  mutation NewRecordCode {
    newRecordCode {
      code
      expiresAt
    }
  }
`);

export const AccessRequestFields = graphql(`
  fragment AccessRequestFields on AccessRequest {
    id
    site {
      id
      name
      organisation
    }
    person
    kemKey
    signKey
    purpose
    categories
    until
    words
    status
    createdAt
    answeredBy
    mandate
    consent {
      opening
      wraps
      notAfter
      revokedAt
      granting {
        id
        status
        reason
        blockNumber
      }
      revoking {
        id
        status
        reason
        blockNumber
      }
    }
  }
`);
export type AccessRequest = ResultOf<typeof AccessRequestFields>;
export type Consent = NonNullable<AccessRequest['consent']>;

export const MyAccessRequestsQuery = graphql(
  `
    query MyAccessRequests {
      myAccessRequests {
        ...AccessRequestFields
      }
    }
  `,
  [AccessRequestFields],
);

export const AllowAccessMutation = graphql(`
  mutation AllowAccess($input: AllowAccessInput!) {
    allowAccess(input: $input)
  }
`);

export const DenyAccessMutation = graphql(`
  mutation DenyAccess($requestId: ID!, $remember: Boolean!) {
    denyAccess(requestId: $requestId, remember: $remember)
  }
`);

export const RevokeAccessMutation = graphql(`
  mutation RevokeAccess($input: RevokeAccessInput!) {
    revokeAccess(input: $input)
  }
`);

export const HandOnKeysMutation = graphql(`
  mutation HandOnKeys($input: HandOnKeysInput!) {
    handOnKeys(input: $input)
  }
`);

export const ConsentToExportMutation = graphql(`
  mutation ConsentToExport($form: RecordExportForm!) {
    consentToExport(form: $form)
  }
`);
export type ExportForm = VariablesOf<typeof ConsentToExportMutation>['form'];

export const EraseRecordMutation = graphql(`
  mutation EraseRecord {
    eraseRecord
  }
`);

export const RecordPairingsQuery = graphql(`
  query RecordPairings {
    recordPairings {
      id
      pseudonym
      ownNumber
      createdAt
    }
  }
`);
export type RecordPairing = ResultOf<typeof RecordPairingsQuery>['recordPairings'][number];

export const PairRecordMutation = graphql(`
  mutation PairRecord($input: PairRecordInput!) {
    pairRecord(input: $input) {
      id
      pseudonym
      ownNumber
      createdAt
    }
  }
`);

export const AccessRequestsQuery = graphql(
  `
    query AccessRequests($pairingId: ID!) {
      accessRequests(pairingId: $pairingId) {
        ...AccessRequestFields
      }
    }
  `,
  [AccessRequestFields],
);

export const AskAccessMutation = graphql(`
  mutation AskAccess($input: AskAccessInput!) {
    askAccess(input: $input)
  }
`);

export type AskAccessInput = VariablesOf<typeof AskAccessMutation>['input'];

export const CertifyWriterMutation = graphql(`
  mutation CertifyWriter($signKey: String!) {
    certifyWriter(signKey: $signKey)
  }
`);

export const WithdrawAccessRequestMutation = graphql(`
  mutation WithdrawAccessRequest($requestId: ID!) {
    withdrawAccessRequest(requestId: $requestId)
  }
`);
