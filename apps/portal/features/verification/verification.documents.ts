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
        unit {
          runId
          index
        }
        quantityLeft
      }
      ... on ExpiresSoon {
        unit {
          runId
          index
        }
      }
      ... on OpenedBottle {
        unit {
          runId
          index
        }
        bottleLeft: quantityLeft
      }
      ... on DispensedHere {
        dispensedAt
        dispensedBy
        undoDaysLeft
        repeats
        dispensing {
          id
          lines {
            id
            serial
            status
          }
        }
      }
      ... on HandedOutRefused {
        reasonText
      }
      ... on DispensedElsewhere {
        elsewhereAt: dispensedAt
        region
      }
      ... on Recalled {
        recalledAt
        recallClass
        recallText
        returnTo
      }
      ... on Held {
        heldReason
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
        holderKind
        shipment {
          id
          number
        }
      }
      ... on Decommissioned {
        state
        since
      }
      ... on SuspectedFalsified {
        phone
      }
      ... on WrongCode {
        what
      }
      ... on Unreadable {
        reason
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
      at
      verdict
      light
      productName
      gtin
      serial
      channel
    }
  }
`);

export type ScanRecord = ResultOf<typeof RecentScansQuery>['recentScans'][number];
