export { ColumnSeal } from './column-seal.js';
export type { Place } from './sealed-value.js';
