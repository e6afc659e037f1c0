import type { CodeReading, Gs1Fault, ScannerCode } from '@custodia/gs1';

/** How a scan came in. */
export type ScanChannel = 'WEDGE' | 'HID' | 'CAMERA' | 'TYPED';

/** A scan as a channel brings it. */
export interface RawScan {
  /** Text as decoded: symbology identifier in front where the scanner sends it, GS as U+001D. */
  readonly text: string;
  readonly channel: ScanChannel;
  /** The keyboard layout that the strokes were read by; `calibrated` where the scanner was calibrated. */
  readonly layout?: string;
  /** Whether the text is another than the keys alone would have given. */
  readonly repaired?: boolean;
  /** Hash of the key presses and their times: one burst has one hash. */
  readonly rawHash?: string;
  readonly at: Date;
}

/** What a code is, for the portal: those of a prescription and a patient hold no GS1 data, and are no wrong codes either. */
export type ScanReading = CodeReading | { readonly kind: 'prescription' | 'patient' };

export type ScanKind = ScanReading['kind'];

/** What one scan, by whatever channel, brings to a screen. */
export interface ScanInput extends RawScan {
  readonly reading: ScanReading;
}

/** A scan that the screen cannot use: unreadable, or another code than it takes. */
export interface ScanProblem {
  readonly kind: ScanKind;
  /** What is wrong with the scanner, where key presses gave no text that is certain. */
  readonly code?: ScannerCode;
  /** What is wrong with the code. */
  readonly fault?: Gs1Fault;
  readonly at: Date;
}
