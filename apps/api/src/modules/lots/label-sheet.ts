import PDFDocument from 'pdfkit';
import { dataMatrix } from './barcode.js';
import type { Symbol } from './barcode.js';
import { labelElements, labelLines } from './pack-label.js';
import type { PackLabel } from './pack-label.js';

const MM = 72 / 25.4;
/** A4 sheet of 3 by 8 labels of 63.5 x 33.9 mm, the commonest office sheet. */
const SHEET = { columns: 3, rows: 8, width: 63.5, height: 33.9, left: 7.2, top: 12.9, gap: 2.5 };
/** 0.508 mm: 6 dots at 300 dpi, 12 at 600, so that no module is wider than its neighbour. */
const MODULE = (6 / 300) * 25.4 * MM;
const LABELS_PER_PAGE = SHEET.columns * SHEET.rows;

/**
 * Sheets of labels as a PDF stream, modules drawn as vectors. Labels are taken from the source one by one and a page leaves
 * memory when it is full.
 */
export function labelSheet(labels: AsyncIterable<PackLabel>, title: string): PDFKit.PDFDocument {
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: title, Creator: 'Custodia' },
  });
  void draw(document, labels).then(
    () => document.end(),
    (error: unknown) => document.destroy(error as Error),
  );
  return document;
}

async function draw(document: PDFKit.PDFDocument, labels: AsyncIterable<PackLabel>): Promise<void> {
  let place = 0;
  for await (const label of labels) {
    if (document.destroyed) return;
    if (place % LABELS_PER_PAGE === 0) document.addPage();
    drawLabel(document, label, place++ % LABELS_PER_PAGE);
    // One symbol costs 5 ms of the thread that also answers scans.
    await new Promise(setImmediate);
  }
}

function drawLabel(document: PDFKit.PDFDocument, label: PackLabel, place: number): void {
  const left = (SHEET.left + (place % SHEET.columns) * (SHEET.width + SHEET.gap)) * MM;
  const top = (SHEET.top + Math.floor(place / SHEET.columns) * SHEET.height) * MM;
  const symbol = dataMatrix(labelElements(label));
  const size = symbol.width * MODULE;
  drawSymbol(document, symbol, left + 3 * MM, top + (SHEET.height * MM - size) / 2, MODULE);
  document.font('Helvetica').fontSize(7);
  const textLeft = left + 3 * MM + size + 2 * MM;
  for (const [index, line] of labelLines(label).entries())
    document.text(line, textLeft, top + (7 + index * 5) * MM, { lineBreak: false });
}

/** Draws a symbol as filled vectors. */
export function drawSymbol(
  document: PDFKit.PDFDocument,
  symbol: Symbol,
  left: number,
  top: number,
  module: number,
): void {
  for (const bar of symbol.bars)
    document.rect(left + bar.x * module, top + bar.y * module, bar.width * module, bar.height * module);
  document.fill('black');
}
