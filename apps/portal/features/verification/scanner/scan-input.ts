import type { ScannerCode } from '@custodia/gs1';
import type { ScanChannel } from '../verification.documents';

/** What one scan, by whatever channel, brings to a screen. */
export interface ScanInput {
  /** Text as decoded: symbology identifier in front where the scanner sends it, GS as U+001D. */
  readonly text: string;
  readonly channel: ScanChannel;
  /** The keyboard layout that the strokes were read by. */
  readonly layout?: string;
  /** Whether the text was restored by the scanner's calibration. */
  readonly repaired?: boolean;
  readonly at: Date;
}

/** Strokes that came at scanner speed and gave no text that is certain. */
export interface UnreadableScan {
  readonly code: ScannerCode;
  readonly reason: string;
  readonly at: Date;
}
