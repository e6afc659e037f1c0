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
  return idOfBytes(bytes);
}

/** The 16 bytes of an id, for places where text would be too long. */
export function bytesOfId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The id of 16 bytes. */
export function idOfBytes(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether PostgreSQL would take the text as a uuid. Ids come from outside: anything else is simply not found. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
