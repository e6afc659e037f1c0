import './scan.events.js';

export { CounterRecords, CounterRecordsRegistry, type CounterRecord } from './counter-records.js';
export type { ScanAnswerKind } from './scan-answer.entity.js';
export { ScanAnswerKindEnum } from './scan-answers.graphql.js';
export { ScanAnswersService, type AskedScanAnswer } from './scan-answers.service.js';
export type { ScanMode } from './scan-facts.js';
export type { Verdict, VerdictOf, VerdictType } from './verdict.js';
export { DispensedHereType, HandedOutRefusedType } from './verification.graphql.js';
export { VerificationModule } from './verification.module.js';
export { VerificationService, type Scan } from './verification.service.js';
