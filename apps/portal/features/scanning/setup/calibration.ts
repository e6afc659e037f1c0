import { calibrateStrokes, type ScannerCode, type ScannerProfile, type Stroke } from '@custodia/gs1';

/** Where the two scans of a calibration stand. */
export type Calibration =
  | { readonly step: 'plain'; readonly fault?: CalibrationFault }
  | { readonly step: 'caps'; readonly plain: readonly Stroke[]; readonly fault?: CalibrationFault }
  | { readonly step: 'learned'; readonly profile: ScannerProfile; readonly advice: readonly ScannerCode[] };

export type CalibrationFault = ScannerCode | 'capsIsOn' | 'capsIsOff';

export const beginning: Calibration = { step: 'plain' };

/** Takes in a scan of the calibration code. What is not right is said, and the step asked for again. */
export function withScan(calibration: Calibration, strokes: readonly Stroke[]): Calibration {
  const caps = strokes.some((stroke) => stroke.caps);
  switch (calibration.step) {
    case 'plain': {
      if (caps) return { step: 'plain', fault: 'capsIsOn' };
      const learned = calibrateStrokes(strokes);
      return learned.ok ? { step: 'caps', plain: strokes } : { step: 'plain', fault: learned.code };
    }
    case 'caps': {
      const { plain } = calibration;
      if (!caps) return { step: 'caps', plain, fault: 'capsIsOff' };
      const learned = calibrateStrokes(plain, strokes);
      return learned.ok ? { ...learned, step: 'learned' } : { step: 'caps', plain, fault: learned.code };
    }
    case 'learned':
      return calibration;
  }
}

/** Without the scan with Caps Lock on: that is then read as if it made no difference, which most scanners see to. */
export function skipCaps(calibration: Calibration): Calibration {
  if (calibration.step !== 'caps') return calibration;
  const learned = calibrateStrokes(calibration.plain);
  return learned.ok ? { ...learned, step: 'learned' } : beginning;
}
