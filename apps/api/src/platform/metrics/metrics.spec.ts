import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Metrics } from './metrics.js';
import { serveMetrics, type MetricsServer } from './metrics-server.js';

let metrics: Metrics;
let server: MetricsServer;
beforeEach(async () => {
  metrics = new Metrics();
  server = await serveMetrics(metrics, '127.0.0.1', 0);
});
afterEach(() => server.close());

const read = async () => (await fetch(server.url)).text();

describe('metrics', () => {
  it('are served as Prometheus reads them', async () => {
    const refused = metrics.counter('refused_total', 'Refusals.');
    refused.add({ reason: 'NotHolder' });
    refused.add({ reason: 'NotHolder' });
    refused.add({ reason: 'a "quoted" one' });
    const sizes = metrics.histogram('sizes', 'Sizes.', [1, 10]);
    for (const size of [1, 5, 50]) sizes.observe(size);
    metrics.gauge('depth', 'Depth.', () => [{ labels: { state: 'pending' }, value: 7 }]);
    expect(await read()).toBe(
      [
        '# HELP refused_total Refusals.',
        '# TYPE refused_total counter',
        'refused_total{reason="NotHolder"} 2',
        'refused_total{reason="a \\"quoted\\" one"} 1',
        '# HELP sizes Sizes.',
        '# TYPE sizes histogram',
        'sizes_bucket{le="1"} 1',
        'sizes_bucket{le="10"} 2',
        'sizes_bucket{le="+Inf"} 3',
        'sizes_sum 56',
        'sizes_count 3',
        '# HELP depth Depth.',
        '# TYPE depth gauge',
        'depth{state="pending"} 7',
        '',
      ].join('\n'),
    );
  });

  it('are still served where one of them cannot be had', async () => {
    metrics.gauge('broken', 'Broken.', () => Promise.reject(new Error('no database')));
    metrics.gauge('whole', 'Whole.', () => [{ value: 1 }]);
    const text = await read();
    expect(text).toContain('whole 1\n');
    expect(text).not.toMatch(/^broken/m);
  });

  it('are one address and nothing else', async () => {
    expect((await fetch(server.url.replace('/metrics', '/'))).status).toBe(404);
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(404);
  });

  it('are not made twice under one name', () => {
    metrics.counter('one', 'One.');
    expect(() => metrics.counter('one', 'One.')).toThrow('one is there already');
  });
});
