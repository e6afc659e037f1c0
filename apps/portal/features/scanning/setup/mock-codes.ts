import { calibrationElements, formatElementString, GS, parseScan, type Element } from '@custodia/gs1';

/** Codes to try a scanner with; no pack, product or carton has them. */
export const MOCK_CODES = {
  pack: `]d20109501101530003172812311${'0LOTyZ7'}${GS}21A1b2-Zy`,
  shop: ']E09501101530003',
  link: ']Q1https://example.com/win',
  carton: ']C100095011010000000001',
  calibration: `]d2${formatElementString(calibrationElements)}`,
} as const;

const pack = parseScan(MOCK_CODES.pack);
/** The pack to try a scanner's settings with. */
export const CHECK_ELEMENTS: readonly Element[] = pack.ok ? pack.elements : [];

export type MockCode = keyof typeof MOCK_CODES;
