export { GS, formatElementString, parseElementString } from './element-string.js';
export type { Element, Parsed } from './element-string.js';
export { formatBracketed, formatLabelText, parseBracketed } from './bracketed.js';
export { checkAssociations } from './associations.js';
export type { Issue } from './associations.js';
export { aiDefinition, allAis } from './ai-dictionary.js';
export type { AiComponent, AiDefinition } from './ai-dictionary.js';
export { Gs1Error, messageOf } from './errors.js';
export type { Gs1ErrorCode, Gs1Fault } from './errors.js';
export { isCset82 } from './charset.js';
export { checkDigit, hasValidCheckDigit } from './check-digit.js';
export { checkCharacters, hasValidCheckCharacters } from './check-characters.js';
export {
  isGln,
  isGtin,
  isSscc,
  lgtin,
  lgtinParts,
  parseGln,
  parseGtin,
  parseLgtin,
  parseLotNumber,
  parseSerial,
  parseSgtin,
  parseSscc,
  sgtin,
  sgtinParts,
} from './identifiers.js';
export type { Gln, Gtin, Lgtin, LotNumber, Serial, Sgtin, Sscc } from './identifiers.js';
export { formatGs1Date, fullYear, parseGs1Date } from './dates.js';
export type { Gs1Date } from './dates.js';
export { gtinOfNdc, nationalNumberOf, ndcOfGtin, ntin } from './national-numbers.js';
export type { NationalNumber, NationalScheme } from './national-numbers.js';
export { gtinOfPpn, isPzn, parsePpn, ppnOfPzn, pznOfPpn } from './ppn.js';
export type { Ppn } from './ppn.js';
export { isIso15434, parseIso15434 } from './iso15434.js';
export type { DataIdentifier, Iso15434 } from './iso15434.js';
export { formatDigitalLink, looksLikeLink, parseDigitalLink } from './digital-link.js';
export type { DigitalLinkFormat, DigitalLinkOptions } from './digital-link.js';
export { hasSymbologyIdentifier, symbologyOf } from './symbology.js';
export type { Symbology, SymbologyMode } from './symbology.js';
export { parseScan } from './scan.js';
export type { Scan } from './scan.js';
export { parsePack, requirePack } from './pack.js';
export type { Pack, PackOptions, ParsedPack, ReimbursementNumber } from './pack.js';
export { formatEpcUri, parseEpcUri } from './epc.js';
export type { Epc, EpcOptions } from './epc.js';
export { companyPrefixLength, knownPrefixLengths, prefixLengthsOf } from './company-prefix.js';
export type { PrefixLengths } from './company-prefix.js';
export { Calibration, calibrate } from './calibration.js';
export type { CalibrationIssue, CalibrationScans, Repaired } from './calibration.js';
export { scannerMessage } from './scanner-messages.js';
export type { ScannerCode } from './scanner-messages.js';
export { readCode } from './code-reading.js';
export type { CodeReading } from './code-reading.js';
export type { KeyUnit, Stroke } from './keystrokes.js';
export { decodeUnits, layoutNames } from './layout-decoder.js';
export { keyboardLayouts } from './keyboard-layouts.js';
export type { KeyboardLayout } from './keyboard-layouts.js';
export { calibrateStrokes, calibrationElements, parseScannerProfile } from './stroke-calibration.js';
export type { ScannerProfile, StrokeCalibration } from './stroke-calibration.js';
export { emulateScanner } from './scanner-emulator.js';
export type { EmulatedScanner } from './scanner-emulator.js';
export { decodeStrokes } from './scan-decoder.js';
export type { DecodedScan, DecoderSettings } from './scan-decoder.js';
export {
  defaultTiming,
  idleSession,
  onPause,
  onStroke,
  scannerMayBeTyping,
  timingOf,
} from './scan-session.js';
export type { BurstTiming, CapturedScan, ScanSession, SessionStep } from './scan-session.js';
