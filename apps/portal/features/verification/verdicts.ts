import {
  IconAlertOctagon,
  IconBarcodeOff,
  IconBottle,
  IconCalendarExclamation,
  IconCalendarX,
  IconCircleCheckFilled,
  IconGitCompare,
  IconHandStop,
  IconHistory,
  IconMapPinX,
  IconPackageOff,
  IconQuestionMark,
  IconScanEye,
  IconSpeakerphone,
  IconTruckDelivery,
  IconZoomQuestion,
  type Icon,
} from '@tabler/icons-react';
import type { Verdict, VerdictName } from './verification.documents';

/** What a card offers. The keys are those of the counter, the same for every verdict that has the action. */
export type CardAction =
  | 'dispense'
  | 'dispensePart'
  | 'undo'
  | 'dismiss'
  | 'report'
  | 'quarantine'
  | 'why'
  | 'outOfScope'
  | 'rescan'
  | 'type'
  | 'receive'
  | 'claim'
  | 'restock';

export const ACTION_KEYS: Record<CardAction, string> = {
  dispense: 'Enter',
  dispensePart: 'Enter',
  undo: 'U',
  dismiss: 'X',
  report: 'R',
  quarantine: 'Q',
  why: 'W',
  outOfScope: 'S',
  rescan: 'T',
  type: 'H',
  receive: 'R',
  claim: 'C',
  restock: 'B',
};

interface Shown {
  readonly icon: Icon;
  /** The first is the primary one. */
  readonly actions: readonly [CardAction, ...CardAction[]];
}

/** How each verdict shows itself and what it lets one do. A red one is left by quarantine or with a reason. */
const VERDICTS: Record<VerdictName, Shown> = {
  PackOk: { icon: IconCircleCheckFilled, actions: ['dispense'] },
  DispensedHere: { icon: IconHistory, actions: ['undo', 'dismiss', 'quarantine'] },
  OpenedBottle: { icon: IconBottle, actions: ['dispensePart', 'dismiss'] },
  HandedOutRefused: { icon: IconAlertOctagon, actions: ['report', 'why'] },
  DispensedElsewhere: { icon: IconMapPinX, actions: ['quarantine', 'why'] },
  Recalled: { icon: IconSpeakerphone, actions: ['quarantine', 'why'] },
  Held: { icon: IconHandStop, actions: ['quarantine', 'why'] },
  Expired: { icon: IconCalendarX, actions: ['quarantine', 'why'] },
  ExpiresSoon: { icon: IconCalendarExclamation, actions: ['dispense', 'quarantine'] },
  UnknownProduct: { icon: IconQuestionMark, actions: ['outOfScope', 'quarantine'] },
  UnknownSerial: { icon: IconZoomQuestion, actions: ['rescan', 'type', 'quarantine'] },
  RecordMismatch: { icon: IconGitCompare, actions: ['rescan', 'quarantine'] },
  NotInCustody: { icon: IconTruckDelivery, actions: ['receive', 'claim', 'quarantine'] },
  Decommissioned: { icon: IconPackageOff, actions: ['quarantine', 'why'] },
  SuspectedFalsified: { icon: IconAlertOctagon, actions: ['quarantine'] },
  WrongCode: { icon: IconBarcodeOff, actions: ['rescan'] },
  Unreadable: { icon: IconScanEye, actions: ['rescan', 'type'] },
};

/** Cards of the same verdict that let one do something else. */
const OF_CODE: Readonly<Record<string, Shown['actions']>> = {
  NOT_DELIVERED: ['dispense', 'quarantine'],
  SERIAL_SCAN_FAULT: ['rescan', 'type'],
  LOT_SCAN_FAULT: ['rescan', 'type'],
  NOT_RECEIVED_YET: ['receive', 'quarantine'],
  MISSING_FOUND: ['restock', 'quarantine'],
  UNIT_LOCKED: ['why'],
  SEIZED: ['why'],
  DISPENSED_HERE_REPEATED: ['undo', 'quarantine'],
  DISPENSED_HERE_EARLIER: ['quarantine', 'dismiss'],
};

/** The same where the supply cannot be taken back any more: the pack is put aside. */
const NOT_UNDONE: Readonly<Record<string, Shown['actions']>> = {
  DISPENSED_HERE: ['quarantine', 'dismiss'],
  DISPENSED_HERE_REPEATED: ['quarantine'],
};

/** Whether the site can still take back the supply that it made. */
export function canUndo(verdict: Verdict): boolean {
  return (
    verdict.__typename === 'DispensedHere' && verdict.undoDaysLeft !== null && verdict.dispensedAs !== null
  );
}

export function shownAs(verdict: Verdict): Shown {
  const { icon, actions } = VERDICTS[verdict.__typename];
  if (verdict.__typename === 'Held' && verdict.mayUnlock) return { icon, actions: ['restock', 'why'] };
  const notUndone = canUndo(verdict) ? undefined : NOT_UNDONE[verdict.code];
  return { icon, actions: notUndone ?? OF_CODE[verdict.code] ?? actions };
}
