import type { ValueTransformer } from 'typeorm';

/** 32-byte ledger keys and hashes: bytea in PostgreSQL, 0x-hex text in TypeScript. */
export const hexColumn: ValueTransformer = {
  to: (text: string | null | undefined) => (text == null ? text : hexToBytes(text)),
  from: (bytes: Buffer | null | undefined) => (bytes == null ? bytes : bytesToHex(bytes)),
};

export function hexToBytes(text: string): Buffer {
  if (!/^0x([0-9a-f]{2})*$/i.test(text)) throw new Error(`Not 0x-hex text of whole bytes: ${text}`);
  return Buffer.from(text.slice(2), 'hex');
}

export function bytesToHex(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`;
}
