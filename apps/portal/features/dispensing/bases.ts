import type { SupplyBasis } from './dispensing.documents';

/** The grounds of a supply, in the order of the counter. */
export const BASES: readonly SupplyBasis[] = [
  'E_PRESCRIPTION',
  'PAPER',
  'OVER_THE_COUNTER',
  'EMERGENCY',
  'WARD',
  'COMPOUNDING',
];
