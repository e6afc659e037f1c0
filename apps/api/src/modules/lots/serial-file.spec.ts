import { parseGtin } from '@custodia/gs1';
import { describe, expect, it } from 'vitest';
import { SerialFileError } from './serial-file-error.js';
import { readSerialFile } from './serial-file.js';
import type { RejectedLine } from './serial-file.js';

const GTIN = parseGtin('00361414567894');
const expected = { gtin: GTIN, lot: 'A1B2', expiry: '2028-06-30' };

/** Sends the bytes in pieces of a few bytes, so that every border falls somewhere in a line. */
async function read(content: string | Buffer, max = 1000, piece = 7) {
  const bytes = Buffer.from(content as string);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  const serials: string[] = [];
  const lines: number[] = [];
  const rejected: RejectedLine[] = [];
  for await (const batch of readSerialFile(pieces(), expected, max)) {
    for (const { serial, line } of batch.serials) {
      serials.push(serial);
      lines.push(line);
    }
    rejected.push(...batch.rejected);
  }
  return { serials, lines, rejected };
}

describe('a serial list that is good', () => {
  it('needs no header when it has one column', async () => {
    expect(await read('AB1\nAB2\nAB3')).toEqual({
      serials: ['AB1', 'AB2', 'AB3'],
      lines: [1, 2, 3],
      rejected: [],
    });
  });

  it('may start with a byte order mark and end its lines as Windows does', async () => {
    expect((await read('\ufeffserial\r\nAB1\r\n\r\nAB2\r\n')).serials).toEqual(['AB1', 'AB2']);
  });

  it('counts lines as an editor does, header and empty lines included', async () => {
    expect((await read('Serial Number\n\nAB1\n\n\nAB2\n')).lines).toEqual([3, 6]);
  });

  it.each([
    [',', 'GTIN,Lot,Expiry,Serial\n361414567894,A1B2,2028-06-30,AB1'],
    [';', 'gtin;lot;serial;expiry\n00361414567894;A1B2;AB1;280600'],
    ['a tab', 'serial\tremark\nAB1\tfirst carton'],
  ])('finds its column between %s', async (_, file) => {
    expect(await read(file)).toMatchObject({ serials: ['AB1'], rejected: [] });
  });

  it('keeps every legal character, quoted where it would separate', async () => {
    const legal = `!"%&'*+,-./:;<=>?_aZ`;
    expect((await read(`serial\n"${legal.replaceAll('"', '""')}"\n1"2\nlower-CASE`)).serials).toEqual([
      legal,
      '1"2',
      'lower-CASE',
    ]);
  });
});

describe('a line that cannot be used', () => {
  it.each([
    ['A#1', 'SERIAL_CHARACTER', 'The character "#" (U+0023)'],
    ['Ä1', 'SERIAL_CHARACTER', 'U+00C4'],
    ['A 1', 'SERIAL_CHARACTER', 'A space'],
    ['A\u200b1', 'SERIAL_CHARACTER', 'invisible character U+200B'],
    ['A\u001d1', 'SERIAL_CHARACTER', 'invisible character U+001D'],
    ['A(1)', 'SERIAL_CHARACTER', 'Parentheses'],
    ['A'.repeat(21), 'SERIAL_TOO_LONG', 'this one has 21'],
    ['1.23457E+15', 'SERIAL_SHORTENED', 'shortened'],
    ['""', 'SERIAL_MISSING', 'no serial number'],
    ['"AB', 'LINE_QUOTES', 'not closed'],
    ['AB,1', 'LINE_COLUMNS', '2 columns where 1 is expected'],
  ])('%s is handed back as %s with its number', async (value, code, reason) => {
    const { serials, rejected } = await read(`serial\nOK1\n${value}\nOK2`);
    expect(serials).toEqual(['OK1', 'OK2']);
    expect(rejected).toEqual([{ line: 3, value, code, reason: expect.stringContaining(reason) as string }]);
  });

  it.each([
    ['gtin', '00361414567895', 'LINE_GTIN'],
    ['gtin', 'abc', 'LINE_GTIN'],
    ['gtin', '00300010123455', 'LINE_OTHER_GTIN'],
    ['batch', 'a1b2', 'LINE_OTHER_LOT'],
    ['expiry', '2028-06-29', 'LINE_OTHER_EXPIRY'],
    ['expiry', '281300', 'LINE_OTHER_EXPIRY'],
  ])('its %s %s does not belong to the upload: %s', async (column, value, code) => {
    expect((await read(`serial,${column}\nAB1,${value}`)).rejected).toMatchObject([{ line: 2, code }]);
  });
});

describe('a file that is no serial list', () => {
  const failure = async (content: string | Buffer, max?: number) => {
    const error = await read(content, max).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SerialFileError);
    return error as SerialFileError;
  };

  it.each([
    ['nothing', ''],
    ['a mark alone', '\ufeff'],
    ['a header alone', 'serial\n'],
    ['empty lines', '\n\r\n \n'],
  ])('%s has no serials', async (_, content) => {
    expect((await failure(content)).code).toBe('FILE_EMPTY');
  });

  it('names the line that is not UTF-8', async () => {
    const error = await failure(
      Buffer.concat([Buffer.from('serial\nAB1\nAB'), Buffer.from([0xc4]), Buffer.from('2\nAB3\n')]),
    );
    expect(error).toMatchObject({
      code: 'FILE_ENCODING',
      line: 3,
      message: expect.stringContaining('Line 3') as string,
    });
  });

  it('names UTF-16, a workbook, binary data and a file without lines for what they are', async () => {
    expect((await failure(Buffer.from('\ufeffserial\nAB1', 'utf16le'))).message).toContain('UTF-16');
    expect((await failure(Buffer.from('504b03040000', 'hex'))).message).toContain('workbook');
    expect((await failure('serial\nA\u0000B\n')).message).toContain('binary');
    expect((await failure('x'.repeat(70_000))).code).toBe('FILE_NOT_TEXT');
  });

  it('refuses one serial over the limit at once and says the limit', async () => {
    const error = await failure('serial\nA1\nA2\nA3\nA4\nA5\n', 3);
    expect(error).toMatchObject({
      code: 'FILE_TOO_LONG',
      line: 5,
      message: expect.stringContaining('more than 3 serials') as string,
    });
  });

  it('refuses a header that names the serial twice', async () => {
    expect((await failure('serial,sn\nA1,A2')).code).toBe('FILE_COLUMNS');
  });
});
