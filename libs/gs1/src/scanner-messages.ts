/**
 * What may be wrong with a scanner, and what to do. The codes are stable and may be used as translation keys; the
 * English text may be reworded.
 */
const messages = {
  CALIBRATION_MISMATCH:
    'What arrived is not the calibration code. Scan the code shown here, and nothing else.',
  SEPARATOR_LOST:
    'The scanner drops the separator between the fields. Turn on the separator (GS, FNC1) in your scanner.',
  CHARACTERS_LOST:
    'Some characters do not arrive. Set the keyboard country of the scanner to that of this computer.',
  CHARACTERS_ALIKE:
    'Some characters arrive alike and cannot be told apart. Set the keyboard country of the scanner to that of this computer.',
  DEAD_KEYS_UNKNOWN: 'Some characters arrive as accents. Scan the dead-key codes too.',
  NOT_CALIBRATED: 'This scanner is set up for a keyboard that is not known here. Calibrate it: two scans.',
  UNKNOWN_KEY: 'The scan holds a key that the calibration did not show. Calibrate the scanner again.',
  AMBIGUOUS: 'The scan can be read in more than one way, so it is not used. Calibrate the scanner.',
  NOT_A_SCAN: 'This is not the scan of a code.',
  CASE_INVERTED: 'Caps Lock is on and the scanner does not allow for it. Turn it off, then scan again.',
  CAPS_LOCK_ON: 'Caps Lock is on. The scan was read right all the same.',
  NO_SYMBOLOGY:
    'The scanner does not say what kind of code it read. Turn on AIM identifiers in your scanner.',
  WRONG_CODE: 'That is not the code of the pack. Scan the square code with the batch and expiry beside it.',
  NO_END_OF_LINE:
    'The scanner sends no end of line, so each scan waits for a pause. Turn on the Enter suffix.',
  CUT_SHORT: 'The end of the scan did not arrive, so it may be cut short. Scan again.',
  IN_PASSWORD:
    'The scan came while the cursor was in a password field. Put the cursor elsewhere, then scan again.',
  UNREADABLE: 'The code was scanned but could not be read. Scan again; then type the four fields.',
} as const;

/** A stable code of advice about a scanner. */
export type ScannerCode = keyof typeof messages;

/** The English text of a scanner code. */
export function scannerMessage(code: ScannerCode): string {
  return messages[code];
}
