export { ColumnSeal } from './column-seal.js';
export type { Place } from './sealed-value.js';
export { openWithAny, secretKeys, secretKeysFor, type SecretKeys } from './secret-keys.js';
