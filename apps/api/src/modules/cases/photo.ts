/** A picture without what its camera wrote into it. */
export interface Photo {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Buffer;
}

export const MOST_PHOTO_BYTES = 5 * 1024 * 1024;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Chunks that hold the picture; text, time and EXIF are left out. */
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'pHYs']);

/**
 * The picture alone: where it was taken, when and with whose camera does not belong into a case.
 * What it is, its bytes say, whatever its name claims.
 * @returns undefined for what is neither JPEG nor PNG, or is broken
 */
export function cleanPhoto(bytes: Buffer): Photo | undefined {
  if (bytes.subarray(0, 8).equals(PNG)) {
    const clean = cleanPng(bytes);
    return clean && { type: 'image/png', bytes: clean };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const clean = cleanJpeg(bytes);
    return clean && { type: 'image/jpeg', bytes: clean };
  }
  return undefined;
}

/** PNG, section 5: length, type, data, CRC. */
function cleanPng(bytes: Buffer): Buffer | undefined {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length || (at === 8 && type !== 'IHDR')) return undefined;
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return undefined;
}

/** JPEG (ITU T.81, B.1.1): the segments before the scan, of which applications' and comments are dropped. */
function cleanJpeg(bytes: Buffer): Buffer | undefined {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker < 0xc0) return undefined;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return undefined;
    const isOfApplication = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
    if (!isOfApplication) kept.push(bytes.subarray(at, end));
    if (marker === 0xda) {
      const last = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
      if (last < end) return undefined;
      // What follows the end of the picture is no picture.
      return Buffer.concat([...kept, bytes.subarray(end, last + 2)]);
    }
    at = end;
  }
  return undefined;
}
