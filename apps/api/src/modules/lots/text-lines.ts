import { isUtf8 } from 'node:buffer';
import { SerialFileError } from './serial-file-error.js';

/** Lines of a text file, `first` being the number of the first of them, counted from 1. */
export interface LineBatch {
  readonly first: number;
  readonly lines: readonly string[];
}

const LINE_FEED = 0x0a;
/** No column of a serial list is long: more than this without a line end is not a list of serials. */
const MAX_LINE_BYTES = 65_536;

/**
 * Reads a UTF-8 text, with or without byte order mark, line by line in the batches in which it arrives. Memory stays at one
 * piece of input plus one line. Throws SerialFileError for what is not UTF-8 text, naming the line.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  let rest: Buffer = Buffer.alloc(0);
  let first = 1;
  let checked = false;
  for await (const piece of source) {
    rest = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
    if (!checked) {
      if (rest.length < 4) continue;
      rest = withoutMark(rest);
      checked = true;
    }
    const end = rest.lastIndexOf(LINE_FEED);
    if (end >= 0) {
      const lines = decode(rest.subarray(0, end), first);
      yield { first, lines };
      first += lines.length;
      rest = rest.subarray(end + 1);
    }
    if (rest.length > MAX_LINE_BYTES)
      throw new SerialFileError(
        'FILE_NOT_TEXT',
        'This file has no line ends. Save the list as CSV, one serial a line.',
        first,
      );
  }
  if (!checked) rest = withoutMark(rest);
  if (rest.length > 0) yield { first, lines: decode(rest, first) };
}

/** A spreadsheet's "Unicode text" is UTF-16 and its workbook is a ZIP: both are common, so both are named. */
function withoutMark(start: Buffer): Buffer {
  const hex = start.subarray(0, 4).toString('hex');
  if (hex.startsWith('efbbbf')) return start.subarray(3);
  if (hex.startsWith('fffe') || hex.startsWith('feff'))
    throw new SerialFileError(
      'FILE_ENCODING',
      'This file is UTF-16 text. Save it as "CSV UTF-8" and send it again.',
    );
  if (hex === '504b0304')
    throw new SerialFileError(
      'FILE_NOT_TEXT',
      'This is a spreadsheet workbook. Save the sheet as "CSV UTF-8" and send that file.',
    );
  return start;
}

function decode(block: Buffer, first: number): string[] {
  if (!isUtf8(block))
    throw badLine(block, first, (line) => !isUtf8(line), 'is not UTF-8 text. Save the file as "CSV UTF-8"');
  if (block.includes(0))
    throw badLine(block, first, (line) => line.includes(0), 'holds binary data. Send a text file (CSV)');
  return block.toString('utf8').split('\n');
}

function badLine(
  block: Buffer,
  first: number,
  isBad: (line: Buffer) => boolean,
  what: string,
): SerialFileError {
  let at = 0;
  let line = first;
  for (;;) {
    const end = block.indexOf(LINE_FEED, at);
    if (end < 0 || isBad(block.subarray(at, end))) break;
    at = end + 1;
    line++;
  }
  return new SerialFileError('FILE_ENCODING', `Line ${line} ${what} and send it again.`, line);
}
