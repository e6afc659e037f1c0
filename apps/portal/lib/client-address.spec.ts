import { describe, expect, it } from 'vitest';
import { clientAddress, readProxies } from './client-address';

const nobody = readProxies('');
const edge = readProxies('10.0.0.5, 10.1.0.0/16, fd00::/8');

describe('the address of a client', () => {
  it('is that of the connection, whatever a client claims, where no proxy is believed', () => {
    expect(clientAddress('203.0.113.9', '1.2.3.4', nobody)).toBe('203.0.113.9');
    expect(clientAddress('127.0.0.1', '1.2.3.4', nobody)).toBe('127.0.0.1');
  });

  it('is what believed proxies have added, and nothing to the left of it', () => {
    expect(clientAddress('10.0.0.5', '1.2.3.4, 203.0.113.9', edge)).toBe('203.0.113.9');
    expect(clientAddress('10.1.7.7', '1.2.3.4, 203.0.113.9, 10.0.0.5', edge)).toBe('203.0.113.9');
    expect(clientAddress('203.0.113.9', '1.2.3.4', edge)).toBe('203.0.113.9');
  });

  it('is that of the proxy where the proxy names none, or nonsense', () => {
    expect(clientAddress('10.0.0.5', undefined, edge)).toBe('10.0.0.5');
    expect(clientAddress('10.0.0.5', 'unknown', edge)).toBe('10.0.0.5');
  });

  it('is the same over either kind of socket', () => {
    expect(clientAddress('::ffff:10.0.0.5', '::ffff:203.0.113.9', edge)).toBe('203.0.113.9');
    expect(clientAddress('fd12::1', '2001:db8::9', edge)).toBe('2001:db8::9');
  });
});

it('a list of proxies with something else in it is refused', () => {
  expect(() => readProxies('10.0.0.5, everybody')).toThrow(/everybody/);
});
