export { Metrics, type Counter, type Histogram, type Labels, type Sample } from './metrics.js';
export { serveMetrics, type MetricsServer } from './metrics-server.js';
export { ProcessMetrics } from './process-metrics.js';
