import PDFDocument from 'pdfkit';
import { drawSymbol, gs1128, svgPath } from '../lots/index.js';
import type { ContainerKind } from './container.entity.js';

/** What a logistic label says (GS1 Logistic Label Guideline: who sent it, what it is, the SSCC as GS1-128). */
export interface ContainerLabel {
  readonly sscc: string;
  readonly kind: ContainerKind;
  readonly from: string;
  readonly units: number;
  /** One line for each run in it. */
  readonly contents: readonly string[];
}

const MM = 72 / 25.4;
/** 0.5 mm: within the 0.495 to 1.016 mm that GS1 asks of bar codes read in warehouses (General Specifications 5.12). */
const MODULE_MM = 0.5;
const BAR_HEIGHT_MM = 32;
const MOST_LINES = 8;

/** A6 label, 105 by 148 mm, as PDF. */
export function containerLabelPdf(label: ContainerLabel): PDFKit.PDFDocument {
  const document = new PDFDocument({
    size: 'A6',
    margin: 0,
    info: { Title: `SSCC ${label.sscc}`, Creator: 'Custodia' },
  });
  const lines = linesOf(label);
  document.font('Helvetica').fontSize(10);
  for (const [index, line] of lines.entries())
    document.text(line, 8 * MM, (8 + index * 6) * MM, { lineBreak: false });
  const code = codeOf(label.sscc);
  const left = (105 - code.width * MODULE_MM) / 2;
  drawSymbol(document, code, left * MM, 98 * MM, MODULE_MM * MM);
  document.fontSize(12).text(`(00) ${label.sscc}`, 0, 134 * MM, { width: 105 * MM, align: 'center' });
  document.end();
  return document;
}

/** The same as SVG, one unit to a millimetre. */
export function containerLabelSvg(label: ContainerLabel): string {
  const code = codeOf(label.sscc);
  const left = (105 - code.width * MODULE_MM) / 2;
  const text = linesOf(label).map(
    (line, index) => `<text x="8" y="${12 + index * 6}" font-size="4">${escapeXml(line)}</text>`,
  );
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 105 148" width="105mm" height="148mm" role="img">',
    `<title>SSCC ${label.sscc}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<g font-family="Helvetica, Arial, sans-serif">${text.join('')}`,
    `<text x="52.5" y="138" font-size="5" text-anchor="middle">(00) ${label.sscc}</text></g>`,
    `<path transform="translate(${left} 98) scale(${MODULE_MM})" d="${svgPath(code)}" shape-rendering="crispEdges"/>`,
    '</svg>',
  ].join('');
}

function codeOf(sscc: string): ReturnType<typeof gs1128> {
  return gs1128([{ ai: '00', value: sscc }], BAR_HEIGHT_MM / MODULE_MM);
}

function linesOf({ kind, from, units, contents }: ContainerLabel): string[] {
  const shown = contents.slice(0, MOST_LINES);
  const more = contents.length - shown.length;
  return [
    `From: ${from}`,
    `${kind === 'PALLET' ? 'Pallet' : 'Carton'}, ${units.toLocaleString('en')} packs`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
