export { batched, together } from './batched.js';
export {
  Connection,
  PageArgs,
  PageInfo,
  pageOf,
  pageRequest,
  type Page,
  type PageRequest,
} from './connection.js';
export { wordEnum } from './enum.js';
export { GlnScalar, GtinScalar, SsccScalar } from './gs1-scalars.js';
export { CalendarDate, DateTime, JsonScalar, textScalar } from './scalars.js';
export { withoutNulls } from './without-nulls.js';
