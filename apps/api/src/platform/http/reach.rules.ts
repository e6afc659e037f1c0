import { BlockList, isIP } from 'node:net';

/** IPv4 that is nobody's on the internet (IANA special-purpose registry, RFC 6890). */
const PRIVATE_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** Of IPv6, global unicast alone is anybody's (RFC 4291, 2.4), and of that not what wraps IPv4 or is for documents. */
const GLOBAL_6 = '2000::/3';
const SPECIAL_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const privateOnes = networks(PRIVATE_4);
const global = networks([GLOBAL_6]);
const special = networks(SPECIAL_6);

/** @throws Error for what is no network, such as 10.0.0.0/8 or fd00::/8 */
export function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits, ...more] = text.trim().split('/');
    const family = isIP(address);
    if (family === 0 || !/^\d{1,3}$/.test(bits ?? '') || more.length > 0)
      throw new Error(`${text} is no network. Example: 10.20.0.0/16`);
    list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/**
 * Whether this server may open a connection to an address for somebody else. What is inside of a network, the machine
 * itself and clouds' metadata among it, is reached only where whoever runs the server has named it.
 */
export function mayReach(address: string, inside: BlockList): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return false;
  if (inside.check(address, family === 4 ? 'ipv4' : 'ipv6')) return true;
  if (family === 4) return !privateOnes.check(address, 'ipv4');
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

const LONGEST = 500;

/**
 * The address of a webhook: https, without a name and password in it. Numbers that are an IPv4 address in disguise
 * (2130706433, 0x7f.1) are read as browsers read them, and so are an address.
 * @returns undefined for what cannot be one
 */
export function webhookUrl(text: string): URL | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || !URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' || url.username || url.password || url.hash) return undefined;
  return url;
}

/** The host of an address as sockets take it: IPv6 without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
