export { guardDoors } from './guards.js';
export { requestId, withRequestId } from './request-id.js';
