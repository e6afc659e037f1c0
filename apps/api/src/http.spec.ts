import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProcessLogger } from './process-logger.js';
import { withRequestId } from './platform/http/index.js';

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe('a line of the log', () => {
  it('names the request in which it was written', () => {
    const logger = new ProcessLogger({ prefix: 'api', colors: false });
    withRequestId('00ff', () => logger.warn('it is late', 'Clock'));
    expect(printed).toMatch(/WARN \[Clock\] it is late \(request 00ff\)/);
    logger.warn('outside', 'Clock');
    expect(printed).toMatch(/outside\n/);
  });

  it('is one JSON object where that is asked for, line ends and all', () => {
    const logger = new ProcessLogger({ prefix: 'api', json: true, colors: false });
    withRequestId('00ff', () => logger.error('first\n"second"', 'Clock'));
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(printed)).toMatchObject({
      level: 'error',
      context: 'Clock',
      message: 'first\n"second"',
      requestId: '00ff',
    });
  });
});
