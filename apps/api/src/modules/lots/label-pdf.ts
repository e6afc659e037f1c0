import PDFDocument from 'pdfkit';
import { Readable } from 'node:stream';
import { lettersFor } from '../../platform/paper/index.js';
import type { LabelPlan } from './label-plan.js';

/** Points to a millimetre. */
const MM = 72 / 25.4;

/** Where labels lie on a sheet, in millimetres. */
export interface LabelSheet {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** From the left edge of a label to that of the next, and from top to top. */
  readonly stepX: number;
  readonly stepY: number;
}

/** A sheet that holds one label. */
export function singleLabel({ width, height }: LabelPlan): LabelSheet {
  return { width, height, left: 0, top: 0, columns: 1, rows: 1, stepX: width, stepY: height };
}

/**
 * Labels as a PDF, modules drawn as vectors. A page is made when the reader asks for more, so that ten thousand labels need
 * no more memory than one page, however slow the reader is.
 */
export function pdfOf(
  plans: AsyncIterable<LabelPlan> | Iterable<LabelPlan>,
  sheet: LabelSheet,
  title: string,
): Readable {
  return Readable.from(pages(plans, sheet, title), { objectMode: false });
}

async function* pages(
  plans: AsyncIterable<LabelPlan> | Iterable<LabelPlan>,
  sheet: LabelSheet,
  title: string,
): AsyncGenerator<Buffer> {
  const document = new PDFDocument({
    size: [sheet.width * MM, sheet.height * MM],
    margin: 0,
    autoFirstPage: false,
    info: { Title: title, Creator: 'Custodia' },
  });
  let written: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.on('data', (chunk: Buffer) => written.push(chunk));
  const take = () => {
    const chunk = Buffer.concat(written);
    written = [];
    return chunk;
  };
  let place = 0;
  for await (const plan of plans) {
    if (place === sheet.columns * sheet.rows) {
      if (written.length > 0) yield take();
      place = 0;
    }
    if (place === 0) document.addPage();
    const left = sheet.left + (place % sheet.columns) * sheet.stepX;
    draw(document, plan, left, sheet.top + Math.floor(place / sheet.columns) * sheet.stepY);
    place++;
    // One label costs 2 ms of the thread that also answers scans.
    await new Promise(setImmediate);
  }
  document.end();
  await ended;
  yield take();
}

function draw(document: PDFKit.PDFDocument, plan: LabelPlan, left: number, top: number): void {
  for (const { symbol, module, ...code } of plan.codes) {
    for (const bar of symbol.bars)
      document.rect(
        (left + code.left + bar.x * module) * MM,
        (top + code.top + bar.y * module) * MM,
        bar.width * module * MM,
        bar.height * module * MM,
      );
    document.fill('black');
  }
  for (const { text: words, size, centred, ...at } of plan.texts) {
    const text = lettersFor(document, words);
    document.fontSize(size * MM);
    const middle = centred ? plan.width / 2 - document.widthOfString(text) / MM / 2 : at.left;
    document.text(text, (left + middle) * MM, (top + at.top) * MM, { lineBreak: false });
  }
}
