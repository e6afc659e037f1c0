import { BlockList, isIP } from 'node:net';

/** The proxies that are believed: addresses and networks, as `10.0.0.5, 10.1.0.0/16, ::1`. @throws Error naming what is none. */
export function readProxies(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [address = '', length] = entry.split('/');
    const version = isIP(address);
    if (version === 0) throw new Error(`PORTAL_TRUSTED_PROXIES: ${entry} is no address and no network`);
    const family = version === 6 ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return list;
}

/**
 * Who asks: whoever is connected, or, where that is a proxy which is believed, whom it names. Read from the right, since
 * only what believed proxies have added is true.
 */
export function clientAddress(connected: string, forwarded: string | undefined, proxies: BlockList): string {
  const named = (forwarded ?? '').split(',').map((part) => plain(part.trim()));
  let address = plain(connected);
  while (isBelieved(address, proxies)) {
    const before = named.pop();
    if (before === undefined || isIP(before) === 0) break;
    address = before;
  }
  return address;
}

function isBelieved(address: string, proxies: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && proxies.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** An IPv4 address that came over an IPv6 socket is itself. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
