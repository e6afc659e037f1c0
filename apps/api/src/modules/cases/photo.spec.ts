import { describe, expect, it } from 'vitest';
import { cleanPhoto } from './photo.js';

const segment = (marker: number, text: string) => {
  const data = Buffer.from(text, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
const jpeg = (...segments: Buffer[]) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    segment(0xda, 'scan head'),
    Buffer.from('picture', 'latin1'),
    Buffer.from([0xff, 0xd9]),
  ]);
const chunk = (type: string, text: string) => {
  const data = Buffer.from(text, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  return Buffer.concat([head, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};
const png = (...chunks: Buffer[]) =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', 'head'),
    ...chunks,
    chunk('IDAT', 'picture'),
    chunk('IEND', ''),
  ]);

describe('a photo', () => {
  it('loses what its camera wrote into it, and nothing of the picture', () => {
    const clean = cleanPhoto(
      jpeg(segment(0xe0, 'JFIF'), segment(0xe1, 'Exif GPS 52.5 N'), segment(0xfe, 'by me')),
    );
    expect(clean).toEqual({ type: 'image/jpeg', bytes: jpeg(segment(0xe0, 'JFIF')) });
    expect(cleanPhoto(png(chunk('eXIf', 'GPS'), chunk('tEXt', 'Author')))).toEqual({
      type: 'image/png',
      bytes: png(),
    });
  });

  it('loses what was hung on behind it', () => {
    const clean = cleanPhoto(Buffer.concat([png(), Buffer.from('<script>')]));
    expect(clean?.bytes).toEqual(png());
  });

  it.each([
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing with a script', Buffer.from('<svg onload="alert(1)"/>')],
    ['a GIF', Buffer.from('GIF89a')],
    ['nothing', Buffer.alloc(0)],
    ['the first bytes of a JPEG', Buffer.from([0xff, 0xd8, 0xff])],
    ['a JPEG that breaks off', jpeg().subarray(0, 9)],
    ['a JPEG whose segment is longer than the file', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1])],
    ['a PNG that breaks off', png().subarray(0, 30)],
    ['a PNG without a head', Buffer.concat([png().subarray(0, 8), chunk('IDAT', 'x'), chunk('IEND', '')])],
  ])('is not %s', (_what, bytes) => {
    expect(cleanPhoto(bytes)).toBeUndefined();
  });
});
