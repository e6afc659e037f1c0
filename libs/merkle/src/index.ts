export { emptyRoot, leafHash, nodeHash, sameHash, type Hash } from './hashes.js';
export {
  consistencyPath,
  consistencyRanges,
  inclusionPath,
  inclusionRanges,
  subtreesOf,
  type LeafRange,
} from './proofs.js';
export { RootBuilder, rootOf } from './root.js';
export { serialCommitment, SerialCommitments, serialLeaf } from './serials.js';
export { verifyConsistency, verifyInclusion, type Consistency, type Inclusion } from './verify.js';
