export { TraceModule } from './trace.module.js';
export { TraceReader, type TraceView } from './trace.reader.js';
