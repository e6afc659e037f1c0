export { emptyRoot, leafHash, nodeHash, sameHash, type Hash } from './hashes.js';
export { consistencyPath, inclusionPath } from './proofs.js';
export { RootBuilder, rootOf } from './root.js';
export { serialCommitment, SerialCommitments, serialLeaf } from './serials.js';
export { verifyConsistency, verifyInclusion, type Consistency, type Inclusion } from './verify.js';
