export { guardDoors } from './guards.js';
export { partsOf } from './multipart.js';
export { requestId, withRequestId } from './request-id.js';
