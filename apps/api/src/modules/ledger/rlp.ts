/** Recursive length prefix, the encoding of Ethereum transactions (Yellow Paper, appendix B). */
export type RlpValue = Uint8Array | bigint | readonly RlpValue[];

/** A number is written big-endian without leading zeros; zero is the empty string. */
export function rlp(value: RlpValue): Buffer {
  if (typeof value === 'bigint') return rlp(bytesOf(value));
  if (value instanceof Uint8Array) {
    if (value.length === 1 && (value[0] ?? 0) < 0x80) return Buffer.from(value);
    return Buffer.concat([lengthPrefix(value.length, 0x80), value]);
  }
  const items = (value as readonly RlpValue[]).map(rlp);
  const length = items.reduce((sum, item) => sum + item.length, 0);
  return Buffer.concat([lengthPrefix(length, 0xc0), ...items]);
}

function bytesOf(value: bigint): Buffer {
  if (value === 0n) return Buffer.alloc(0);
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function lengthPrefix(length: number, offset: number): Buffer {
  if (length < 56) return Buffer.from([offset + length]);
  const bytes = bytesOf(BigInt(length));
  return Buffer.concat([Buffer.from([offset + 55 + bytes.length]), bytes]);
}
