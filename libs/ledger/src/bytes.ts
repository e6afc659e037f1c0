/** A hexadecimal string with its 0x prefix. */
export type Hex = `0x${string}`;

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as a hexadecimal string. */
export function toHex(bytes: Uint8Array): Hex {
  let text = '0x';
  for (const byte of bytes) text += DIGITS[byte];
  return text as Hex;
}

/** @throws RangeError if the text is not hexadecimal with whole bytes. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length - 2) >> 1);
  writeHex(bytes, 0, text, bytes.length);
  return bytes;
}

/**
 * Writes exactly `length` bytes of a hexadecimal string.
 * @throws RangeError if the text has another length or other characters.
 */
export function writeHex(target: Uint8Array, offset: number, text: string, length: number): void {
  if (text.length !== 2 + 2 * length || !text.startsWith('0x')) {
    throw new RangeError(`Expected 0x and ${2 * length} hexadecimal digits, got "${text}".`);
  }
  for (let i = 0; i < length; i++) {
    const high = digit(text.charCodeAt(2 + 2 * i));
    const low = digit(text.charCodeAt(3 + 2 * i));
    if ((high | low) < 0) throw new RangeError(`Not hexadecimal: "${text}".`);
    target[offset + i] = (high << 4) | low;
  }
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
