import { calibrationElements, formatElementString, GS } from '@custodia/gs1';

/** Codes to try a scanner with; no pack, product or carton has them. */
export const MOCK_CODES = {
  pack: `]d20109501101530003172812311${'0LOTyZ7'}${GS}21A1b2-Zy`,
  shop: ']E09501101530003',
  link: ']Q1https://example.com/win',
  carton: ']C100095011010000000001',
  calibration: `]d2${formatElementString(calibrationElements)}`,
} as const;

export type MockCode = keyof typeof MOCK_CODES;
