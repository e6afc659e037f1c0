import { readCode } from '@custodia/gs1';
import { isPrescriptionText } from '@/features/prescriptions/prescription-text';
import { deskScanIn } from '@/features/records/desk-text';
import type { RawScan, ScanInput, ScanProblem, ScanReading } from './scan-input';

/** Tells what was scanned. */
export function readingOf(text: string): ScanReading {
  if (isPrescriptionText(text)) return { kind: 'prescription' };
  return deskScanIn(text) === undefined ? readCode(text) : { kind: 'patient' };
}

/** Why a screen that does not take this kind of code cannot use it. */
export function problemOf({ reading, at }: ScanInput): ScanProblem {
  switch (reading.kind) {
    case 'shop':
    case 'plain':
      return { kind: reading.kind, fault: reading.wrong, at };
    case 'gs1': {
      // A part that was lost on the way is the scanner's fault; a part that is not there makes it another code.
      const { missing } = reading;
      return { kind: missing.code.startsWith('PACK_') ? 'gs1' : 'unreadable', fault: missing, at };
    }
    case 'unreadable':
      return { kind: 'unreadable', fault: reading.error, at };
    case 'pack':
    case 'logistic':
    case 'prescription':
    case 'patient':
      return { kind: reading.kind, at };
  }
}

export function readScan(scan: RawScan): ScanInput {
  return { ...scan, reading: readingOf(scan.text) };
}
