import { parseGs1Date, parseGtin, Gs1Error } from '@custodia/gs1';
import type { Gtin } from '@custodia/gs1';
import { csvFields } from './csv-line.js';
import { SerialFileError } from './serial-file-error.js';
import { serialFault } from './serial-rules.js';
import { readLines } from './text-lines.js';

/** What the person said the file is for: columns that repeat it must agree. */
export interface ExpectedLot {
  readonly gtin: Gtin;
  readonly lot: string;
  /** YYYY-MM-DD; where the day is not given, the last of the month. */
  readonly expiry: string;
}

export interface SerialLine {
  readonly line: number;
  readonly serial: string;
}

/** A line that cannot be used: the file goes back with these. */
export interface RejectedLine {
  readonly line: number;
  readonly value: string;
  readonly code: string;
  readonly reason: string;
}

export interface SerialBatch {
  readonly serials: readonly SerialLine[];
  readonly rejected: readonly RejectedLine[];
}

type Column = 'serial' | 'gtin' | 'lot' | 'expiry';
interface Layout {
  readonly delimiter: string;
  readonly columns: ReadonlyMap<Column, number>;
  readonly width: number;
}

const COLUMN_NAMES: Record<string, Column> = {
  serial: 'serial',
  serialnumber: 'serial',
  sn: 'serial',
  '21': 'serial',
  gtin: 'gtin',
  '01': 'gtin',
  lot: 'lot',
  lotnumber: 'lot',
  batch: 'lot',
  batchnumber: 'lot',
  '10': 'lot',
  expiry: 'expiry',
  expirydate: 'expiry',
  exp: 'expiry',
  '17': 'expiry',
};

/**
 * Reads a list of serials: one column, or several with a header line of which one is `serial`; columns `gtin`, `lot` and
 * `expiry` are compared with what was asked for. Comma, semicolon or tab; empty lines are skipped. Bad lines are handed back
 * with their number and reason; what makes the whole file unreadable throws SerialFileError.
 */
export async function* readSerialFile(
  source: AsyncIterable<Uint8Array>,
  expected: ExpectedLot,
  maxSerials: number,
): AsyncGenerator<SerialBatch> {
  let layout: Layout | undefined;
  let rows = 0;
  for await (const batch of readLines(source)) {
    const serials: SerialLine[] = [];
    const rejected: RejectedLine[] = [];
    for (const [offset, text] of batch.lines.entries()) {
      const line = batch.first + offset;
      if (text.trim() === '') continue;
      if (!layout) {
        const header = headerLayout(text);
        layout = header ?? { delimiter: ',', columns: new Map([['serial', 0]]), width: 1 };
        if (header) continue;
      }
      if (++rows > maxSerials)
        throw new SerialFileError(
          'FILE_TOO_LONG',
          `This file has more than ${maxSerials.toLocaleString('en')} serials, the most that one run can hold. Split it: a lot can have several runs.`,
          line,
        );
      const result = readLine(text, line, layout, expected);
      if ('code' in result) rejected.push(result);
      else serials.push(result);
    }
    yield { serials, rejected };
  }
  if (rows === 0)
    throw new SerialFileError('FILE_EMPTY', 'This file has no serials. Put one serial on each line.');
}

/** The header, if the first line is one: a line in which some field is called "serial". */
function headerLayout(text: string): Layout | undefined {
  for (const delimiter of [',', ';', '\t']) {
    const names = (csvFields(text, delimiter) ?? []).map(
      (name) => COLUMN_NAMES[name.toLowerCase().replace(/[\s_()-]/g, '')],
    );
    if (!names.includes('serial')) continue;
    const columns = new Map<Column, number>();
    for (const [index, name] of names.entries()) {
      if (!name) continue;
      if (columns.has(name))
        throw new SerialFileError('FILE_COLUMNS', `The header names the column "${name}" twice.`, 1);
      columns.set(name, index);
    }
    return { delimiter, columns, width: names.length };
  }
  return undefined;
}

function readLine(
  text: string,
  line: number,
  layout: Layout,
  expected: ExpectedLot,
): SerialLine | RejectedLine {
  const reject = (code: string, reason: string): RejectedLine => ({
    line,
    value: text.trim().slice(0, 100),
    code,
    reason,
  });
  const fields = csvFields(text, layout.delimiter);
  if (!fields) return reject('LINE_QUOTES', 'A quotation mark on this line is not closed.');
  if (fields.length !== layout.width)
    return reject(
      'LINE_COLUMNS',
      `This line has ${fields.length} columns where ${layout.width} ${layout.width === 1 ? 'is' : 'are'} expected. Put a serial that holds a separator in quotes.`,
    );
  const value = (column: Column): string | undefined => fields[layout.columns.get(column) ?? -1];
  const serial = value('serial') ?? '';
  const fault = serialFault(serial) ?? otherLot(value, expected);
  return fault ? reject(fault.code, fault.reason) : { line, serial };
}

function otherLot(
  value: (column: Column) => string | undefined,
  expected: ExpectedLot,
): { code: string; reason: string } | undefined {
  const gtin = value('gtin');
  if (gtin !== undefined) {
    try {
      if (parseGtin(gtin) !== expected.gtin)
        return {
          code: 'LINE_OTHER_GTIN',
          reason: `This line is for GTIN ${gtin}, the upload for ${expected.gtin}.`,
        };
    } catch (error) {
      if (error instanceof Gs1Error) return { code: 'LINE_GTIN', reason: `GTIN ${gtin}: ${error.message}` };
      throw error;
    }
  }
  const lot = value('lot');
  if (lot !== undefined && lot !== expected.lot)
    return { code: 'LINE_OTHER_LOT', reason: `This line is for lot ${lot}, the upload for ${expected.lot}.` };
  const expiry = value('expiry');
  if (expiry !== undefined && isoDate(expiry) !== expected.expiry)
    return {
      code: 'LINE_OTHER_EXPIRY',
      reason: `This line says expiry ${expiry}, the upload ${expected.expiry}.`,
    };
  return undefined;
}

/** Accepts YYYY-MM-DD and the YYMMDD of AI 17. */
function isoDate(text: string): string | undefined {
  return /^\d{6}$/.test(text) ? parseGs1Date(text, new Date().getUTCFullYear())?.iso : text;
}
