import { randomBytes } from 'node:crypto';

let last = 0;
let counter = 0;

/**
 * A UUID of version 7: ids made later sort later, so that indexes grow at their end.
 * Ids of one process are strictly increasing: the 12 bits after the time count within a millisecond
 * (RFC 9562, 6.2, method 1), and an overflow borrows the next millisecond.
 */
export function newId(now: number = Date.now()): string {
  if (now > last) {
    last = now;
    counter = randomBytes(2).readUInt16BE() & 0x3ff;
  } else if (++counter > 0xfff) {
    last += 1;
    counter = 0;
  }
  const bytes = Buffer.concat([Buffer.alloc(8), randomBytes(8)]);
  bytes.writeUIntBE(last, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether PostgreSQL would take the text as a uuid. Ids come from outside: anything else is simply not found. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
