import { Platform1760001000000 } from './1000-platform.js';
import { Parties1760001010000 } from './1010-parties.js';
import { Ledger1760001100000 } from './1100-ledger.js';
import { Lots1760001200000 } from './1200-lots.js';
import { Custody1760001210000 } from './1210-custody.js';
import { Verification1760001220000 } from './1220-verification.js';
import { Prescriptions1760001300000 } from './1300-prescriptions.js';
import { Dispensing1760001310000 } from './1310-dispensing.js';
import { Alerts1760001320000 } from './1320-alerts.js';
import { Recalls1760001330000 } from './1330-recalls.js';
import { LotAmendments1760001400000 } from './1400-lot-amendments.js';
import { ScanAnswers1760001420000 } from './1420-scan-answers.js';
import { OwedSettlements1760001421000 } from './1421-owed-settlements.js';
import { RecalledRanges1760001440000 } from './1440-recalled-ranges.js';
import { Vacuum1760001480000 } from './1480-vacuum.js';
import { Pipeline1760001500000 } from './1500-pipeline.js';
import { ResumableImports1760001510000 } from './1510-resumable-imports.js';
import { Evidence1760001520000 } from './1520-evidence.js';
import { RuleThresholds1760001521000 } from './1521-rule-thresholds.js';
import { Cases1760001522000 } from './1522-cases.js';
import { Audit1760001560000 } from './1560-audit.js';
import { RetractedRecalls1760001600000 } from './1600-retracted-recalls.js';
import { CancelledItems1760001601000 } from './1601-cancelled-items.js';
import { Findings1760001620000 } from './1620-findings.js';
import { SeenSessions1760001640000 } from './1640-seen-sessions.js';
import { SecondFactor1760001641000 } from './1641-second-factor.js';
import { Passkeys1760001642000 } from './1642-passkeys.js';
import { LedgerIds1760001700000 } from './1700-ledger-ids.js';
import { Invitations1760001720000 } from './1720-invitations.js';
import { Records1760001770000 } from './1770-records.js';
import { NoticeDeliveries1760001820000 } from './1820-notice-deliveries.js';
import { ThresholdChanges1760001821000 } from './1821-threshold-changes.js';
import { Machines1760001830000 } from './1830-machines.js';
import { OperatorRotations1760001831000 } from './1831-operator-rotations.js';
import { ChartCopies1760001951000 } from './1951-chart-copies.js';
import { MarketThresholds1760001985000 } from './1985-market-thresholds.js';
import { PatientNotices1760001955000 } from './1955-patient-notices.js';
import { RecordFiles1760001960000 } from './1960-record-files.js';
import { Refusals1760001970000 } from './1970-refusals.js';
import { AccessReports1760001971000 } from './1971-access-reports.js';
import { Carers1760001972000 } from './1972-carers.js';
import { Emergencies1760001950000 } from './1950-emergencies.js';
import { Warnings1760001965000 } from './1965-warnings.js';
import { KeptEpochs1760001850000 } from './1850-kept-epochs.js';
import { PartyProposals1760001920000 } from './1920-party-proposals.js';
import { SealedWords1760001921000 } from './1921-sealed-words.js';
import { MachineLimits1760001922000 } from './1922-machine-limits.js';
import { RecoveryCodes1760001930000 } from './1930-recovery-codes.js';
import { PasskeyAccounts1760001935000 } from './1935-passkey-accounts.js';
import { SealedReasons1760001980000 } from './1980-sealed-reasons.js';
import { NestedShipments1760001905000 } from './1905-nested-shipments.js';
import { WebhookSecrets1760001910000 } from './1910-webhook-secrets.js';
import { Mandates1760002050000 } from './2050-mandates.js';
import { Childhoods1760002051000 } from './2051-childhoods.js';
import { ReadsInOrder1760002070000 } from './2070-reads-in-order.js';
import { PushSubscriptions1760001990000 } from './1990-push-subscriptions.js';
import { CountryRules1760002000000 } from './2000-country-rules.js';
import { InputPrints1760002010000 } from './2010-input-prints.js';
import { NewsAddresses1760002030000 } from './2030-news-addresses.js';
import { OwnRecordFiles1760002040000 } from './2040-own-record-files.js';
import { IncidentWords1760002060000 } from './2060-incident-words.js';
import { ScanFaults1760002061000 } from './2061-scan-faults.js';
import { LeftCases1760002062000 } from './2062-left-cases.js';
import { RepeatedTests1760002100000 } from './2100-repeated-tests.js';
import { ToldCarers1760002101000 } from './2101-told-carers.js';
import { ShownFactors1760002110000 } from './2110-shown-factors.js';

/** Every migration; TypeORM runs them by the time in their names. */
export const migrations = [
  Platform1760001000000,
  Parties1760001010000,
  Ledger1760001100000,
  Lots1760001200000,
  Custody1760001210000,
  Verification1760001220000,
  Prescriptions1760001300000,
  Dispensing1760001310000,
  Alerts1760001320000,
  Recalls1760001330000,
  LotAmendments1760001400000,
  ScanAnswers1760001420000,
  OwedSettlements1760001421000,
  RecalledRanges1760001440000,
  Vacuum1760001480000,
  Pipeline1760001500000,
  ResumableImports1760001510000,
  Evidence1760001520000,
  RuleThresholds1760001521000,
  Cases1760001522000,
  Audit1760001560000,
  RetractedRecalls1760001600000,
  CancelledItems1760001601000,
  Findings1760001620000,
  SeenSessions1760001640000,
  SecondFactor1760001641000,
  Passkeys1760001642000,
  LedgerIds1760001700000,
  Invitations1760001720000,
  Records1760001770000,
  NoticeDeliveries1760001820000,
  ThresholdChanges1760001821000,
  Machines1760001830000,
  OperatorRotations1760001831000,
  KeptEpochs1760001850000,
  NestedShipments1760001905000,
  WebhookSecrets1760001910000,
  PartyProposals1760001920000,
  SealedWords1760001921000,
  MachineLimits1760001922000,
  RecoveryCodes1760001930000,
  PasskeyAccounts1760001935000,
  Emergencies1760001950000,
  ChartCopies1760001951000,
  PatientNotices1760001955000,
  RecordFiles1760001960000,
  Warnings1760001965000,
  Refusals1760001970000,
  AccessReports1760001971000,
  Carers1760001972000,
  SealedReasons1760001980000,
  MarketThresholds1760001985000,
  PushSubscriptions1760001990000,
  CountryRules1760002000000,
  InputPrints1760002010000,
  OwnRecordFiles1760002040000,
  Mandates1760002050000,
  Childhoods1760002051000,
  ReadsInOrder1760002070000,
  NewsAddresses1760002030000,
  IncidentWords1760002060000,
  ScanFaults1760002061000,
  LeftCases1760002062000,
  RepeatedTests1760002100000,
  ToldCarers1760002101000,
  ShownFactors1760002110000,
];
