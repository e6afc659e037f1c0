export { guardDoors } from './guards.js';
export { partsOf, readAtMost } from './multipart.js';
export { paperLanguage, type PaperLanguage } from './paper-language.js';
export { requestId, withRequestId } from './request-id.js';
export { POST_FAILURES, guardedPost, type PostFailure, type Posted, type Reach } from './guarded-post.js';
export { hostOf, mayReach, webhookUrl } from './reach.rules.js';
export { TokenBuckets, rateOf } from './token-buckets.js';
export { tooMany } from './too-many.js';
