/** What an incident can turn out to be, the gravest first. */
export const CLOSING_CODES = [
  'CONFIRMED_FALSIFIED',
  'THEFT_OR_DIVERSION',
  'MAKER_DATA_ERROR',
  'PHARMACY_PROCEDURE',
  'SCANNER_OR_SOFTWARE',
  'OUT_OF_SCOPE',
  'TEST',
] as const;
