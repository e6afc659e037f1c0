export { canonicalBytes, parseCanonical, type Json } from './canonical.js';
export { VaultError, type VaultCode } from './errors.js';
