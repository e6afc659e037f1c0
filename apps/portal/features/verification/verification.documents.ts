import { graphql, type ResultOf, type VariablesOf } from '@/lib/graphql';

export const VerifyQuery = graphql(`
  query Verify($scan: ScanInput!) {
    verify(scan: $scan) {
      __typename
      ... on VerdictCard {
        code
        light
        headline
        nextStep
        nmvsCode
        lmsReason
        raisesAlert
        lotNumber
        expiry
        daysLeft
        scan {
          gtin
          serial
          lot
          expiry
          symbology
        }
        product {
          id
          gtin
          name
          substance
          strength
          form
          baseUnit
          packQuantity
          prescriptionOnly
        }
      }
      ... on PackOk {
        custodyStatus
        content: quantityLeft
      }
      ... on ExpiresSoon {
        custodyStatus
        content: quantityLeft
      }
      ... on OpenedBottle {
        bottleLeft: quantityLeft
      }
      ... on DispensedHere {
        dispensedAt
        dispensedBy
        undoDaysLeft
        repeats
        dispensedAs: dispensingId
      }
      ... on HandedOutRefused {
        handedOutAt
        handedOutBy
        refusal
        handedOutAs: dispensingId
        hotline
      }
      ... on DispensedElsewhere {
        elsewhereAt: dispensedAt
        region
      }
      ... on Recalled {
        lotId
        withdrawn
      }
      ... on Held {
        heldLotId: lotId
        unitOnly
        mayUnlock
      }
      ... on UnknownSerial {
        nearMiss
        expectedSerial: expected
      }
      ... on RecordMismatch {
        field
        read
        expected
      }
      ... on NotInCustody {
        custodyStatus
        holderRole
      }
      ... on Decommissioned {
        state
        since
      }
      ... on SuspectedFalsified {
        hotline
      }
      ... on WrongCode {
        whatItIs
      }
      ... on Unreadable {
        fault: reason
      }
    }
  }
`);

export type Verdict = ResultOf<typeof VerifyQuery>['verify'];
export type VerdictName = Verdict['__typename'];
export type Light = Verdict['light'];
export type ScanChannel = VariablesOf<typeof VerifyQuery>['scan']['channel'];
export type ScanMode = 'VERIFY' | 'DISPENSE' | 'RECEIVE';

export const RecentScansQuery = graphql(`
  query RecentScans($first: Int) {
    recentScans(first: $first) {
      id
      at
      verdict
      light
      productName
      gtin
      serial
      channel
      answer {
        answer
        note
        user
      }
    }
  }
`);

export const AnswerScanMutation = graphql(`
  mutation AnswerScan($input: AnswerScanInput!) {
    answerScan(input: $input) {
      id
    }
  }
`);

export type ScanAnswerKind = VariablesOf<typeof AnswerScanMutation>['input']['answer'];

export type ScanRecord = ResultOf<typeof RecentScansQuery>['recentScans'][number];

export const LotReasonQuery = graphql(`
  query LotReason($id: ID!) {
    lot(id: $id) {
      id
      heldReason
      recall {
        id
        class
        text
        issuedAt
      }
    }
  }
`);
