import { describe, expect, it } from 'vitest';
import { hostOf, mayReach, networks, webhookUrl } from './reach.rules.js';

const nowhere = networks([]);

describe('addresses that a server may reach for somebody else', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['all of loopback', '127.255.255.254'],
    ['this machine', '0.0.0.0'],
    ['private, class A', '10.1.2.3'],
    ['private, class B, from its first', '172.16.0.0'],
    ['to its last', '172.31.255.255'],
    ['private, class C', '192.168.1.1'],
    ['link-local: the metadata of clouds', '169.254.169.254'],
    ['shared by carriers', '100.64.0.1'],
    ['shared by carriers, Alibaba’s metadata', '100.100.100.200'],
    ['protocol assignments, Oracle’s metadata', '192.0.0.192'],
    ['for documents', '203.0.113.9'],
    ['for benchmarks', '198.19.0.1'],
    ['multicast', '224.0.0.251'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['IPv4 mapped', '::ffff:127.0.0.1'],
    ['IPv4 mapped, in hex', '::ffff:a00:1'],
    ['a public IPv4 mapped', '::ffff:8.8.8.8'],
    ['IPv4 compatible', '::127.0.0.1'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 link-local with its zone', 'fe80::1%eth0'],
    ['a zone behind a global address', '2606:4700::1%eth0'],
    ['unique local', 'fd00:ec2::254'],
    ['IPv6 multicast', 'ff02::1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['6to4 of 127.0.0.1', '2002:7f00:1::'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['IPv6 for documents', '2001:db8::1'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('are not %s', (_what, address) => {
    expect(mayReach(address, nowhere)).toBe(false);
  });

  it.each(['8.8.8.8', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0', '223.255.255.255'])(
    'are public ones: %s',
    (address) => {
      expect(mayReach(address, nowhere)).toBe(true);
    },
  );

  it('are public IPv6 ones', () => {
    expect(mayReach('2606:4700:4700::1111', nowhere)).toBe(true);
    expect(mayReach('2a00:1450:4001::200e', nowhere)).toBe(true);
  });

  it('are inside where whoever runs the server has named the network, and nowhere else', () => {
    const inside = networks(['10.20.0.0/16', 'fd12:3456::/32']);
    expect(mayReach('10.20.30.40', inside)).toBe(true);
    expect(mayReach('fd12:3456::9', inside)).toBe(true);
    expect(mayReach('10.21.0.1', inside)).toBe(false);
    expect(mayReach('127.0.0.1', inside)).toBe(false);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'example.com/8', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.0/-1'])(
    'a network is not %s',
    (text) => {
      expect(() => networks([text])).toThrow();
    },
  );
});

describe('the address of a webhook', () => {
  it.each([
    'http://hooks.example/x',
    'ftp://hooks.example/x',
    'https://user:secret@hooks.example/x',
    'https://hooks.example/x#part',
    'javascript:alert(1)',
    'hooks.example/x',
    `https://hooks.example/${'x'.repeat(500)}`,
    '',
  ])('is not %s', (text) => {
    expect(webhookUrl(text)).toBeUndefined();
  });

  it.each([
    ['https://hooks.example/custodia?site=7', 'hooks.example'],
    ['https://2130706433/', '127.0.0.1'],
    ['https://0x7f.1/', '127.0.0.1'],
    ['https://0177.0.0.01/', '127.0.0.1'],
    ['https://①②⑦.0.0.1/', '127.0.0.1'],
    ['https://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
  ])('%s leads to %s', (text, host) => {
    expect(hostOf(webhookUrl(text)!)).toBe(host);
  });
});
