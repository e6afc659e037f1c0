import fc, { type Arbitrary } from 'fast-check';
import type { AbiParameter } from '../src/abi-types.js';
import { toHex } from '../src/bytes.js';

const hexOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => toHex(bytes));

/** Any value of an ABI type, as the client writes it. */
export function valueOf({ type, components }: AbiParameter): Arbitrary<unknown> {
  if (type === 'tuple[]') return fc.array(recordOf(components ?? []), { maxLength: 4 });
  if (type === 'bytes32[]') return fc.array(hexOf(32), { maxLength: 4 });
  if (type === 'bool') return fc.boolean();
  if (type === 'string') return fc.string({ unit: 'grapheme', maxLength: 80 });
  if (type === 'address') return hexOf(20);
  if (type.startsWith('bytes')) return hexOf(Number(type.slice(5)));
  const bits = BigInt(type.slice(4));
  const integer = fc.bigInt({ min: 0n, max: (1n << bits) - 1n });
  return bits <= 32n ? integer.map(Number) : integer;
}

/** A record with any value in each field. */
export function recordOf(fields: readonly AbiParameter[]): Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, valueOf(field)])));
}
