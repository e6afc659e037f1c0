import { parseGln, parseGtin, parseSscc, type Gln, type Gtin, type Sscc } from '@custodia/gs1';
import { textScalar } from './scalars.js';

export const GtinScalar = textScalar<Gtin>(
  'Gtin',
  'A GTIN of 14 digits with a valid check digit.',
  parseGtin,
);
export const GlnScalar = textScalar<Gln>('Gln', 'A GLN of 13 digits with a valid check digit.', parseGln);
export const SsccScalar = textScalar<Sscc>(
  'Sscc',
  'An SSCC of 18 digits with a valid check digit.',
  parseSscc,
);
