import { decodeStrokes, type CapturedScan, type ScannerProfile } from '@custodia/gs1';
import { isPrescriptionText } from '@/features/prescriptions/prescription-text';
import { deskScanIn } from '@/features/records/desk-text';
import type { RawScan, ScanProblem } from '../scan-input';

export interface WedgeSettings {
  readonly profile?: ScannerProfile;
  readonly layouts: readonly string[];
}

/** Text or problem of one burst; without hash and time. */
export type WedgeReading =
  | ({ readonly ok: true } & Pick<RawScan, 'text' | 'layout' | 'repaired'>)
  | ({ readonly ok: false } & Required<Pick<ScanProblem, 'code'>>);

/** Reads a captured burst by the scanner's calibration, or by the layouts of the site. */
export function decodeWedge({ strokes }: CapturedScan, { profile, layouts }: WedgeSettings): WedgeReading {
  const decoded = decodeStrokes(strokes, { layouts, ...(profile ? { profile } : {}) });
  if (decoded.ok) {
    const { text, layout, repaired } = decoded;
    return { ok: true, text, layout, repaired };
  }
  // A prescription, and a patient's code, have no GS1 data to check a reading by: what they open does that, or does not.
  const tokens = new Set(
    decoded.candidates.filter((text) => isPrescriptionText(text) || deskScanIn(text) !== undefined),
  );
  const [text] = tokens;
  if (text !== undefined && tokens.size === 1) return { ok: true, text };
  return { ok: false, code: decoded.code };
}
