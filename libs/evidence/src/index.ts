export { readBundle, NotABundle } from './bundle.js';
export { main } from './cli.js';
export { verifyEvidence, type Check, type Report } from './verify.js';
