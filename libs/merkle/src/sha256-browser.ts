/** SHA-256 in browsers, whose own is asynchronous only. package.json chooses between this file and sha256-node.ts. */
export { sha256 } from '@noble/hashes/sha2.js';
