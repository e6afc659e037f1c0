import { formatGs1Date } from '@custodia/gs1';
import type { Element } from '@custodia/gs1';
import { dataMatrix, svgPath } from './barcode.js';

/** What a unit's label says. */
export interface PackLabel {
  readonly gtin: string;
  readonly serial: string;
  readonly lot: string;
  /** YYYY-MM-DD. */
  readonly expiry: string;
  readonly expiryDayGiven: boolean;
}

/** The elements of the code: the fixed ones first, so that one separator does. */
export function labelElements(label: PackLabel): Element[] {
  return [
    { ai: '01', value: label.gtin },
    { ai: '17', value: formatGs1Date({ iso: label.expiry, dayGiven: label.expiryDayGiven }) },
    { ai: '10', value: label.lot },
    { ai: '21', value: label.serial },
  ];
}

/** The lines beside the code, as GS1 and Delegated Regulation (EU) 2016/161, Art. 7 ask: all four, readable. */
export function labelLines(label: PackLabel): string[] {
  const [year, month, day] = label.expiry.split('-');
  return [
    `GTIN ${label.gtin}`,
    `SN ${label.serial}`,
    `LOT ${label.lot}`,
    `EXP ${label.expiryDayGiven ? `${year}-${month}-${day}` : `${year}-${month}`}`,
  ];
}

const SVG_TEXT_WIDTH = 62;

/** A whole label as SVG, one unit to a module: the code at the left, its lines at the right, white behind. */
export function labelSvg(label: PackLabel): string {
  const symbol = dataMatrix(labelElements(label));
  const width = symbol.width + SVG_TEXT_WIDTH;
  const step = symbol.height / 5;
  const lines = labelLines(label).map(
    (line, index) =>
      `<text x="${symbol.width}" y="${(step * (index + 1)).toFixed(1)}">${escapeXml(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${symbol.height}" width="${width * 4}" height="${symbol.height * 4}" role="img">`,
    `<title>${escapeXml(labelLines(label).join(', '))}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<path d="${svgPath(symbol)}" fill="#000" shape-rendering="crispEdges"/>`,
    `<g font-family="Helvetica, Arial, sans-serif" font-size="4" fill="#000" dominant-baseline="middle">${lines.join('')}</g>`,
    '</svg>',
  ].join('');
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '<': '&lt;',
    '>': '&gt;',
    '&': '&amp;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text.replace(/[<>&"']/g, (character) => entities[character] ?? character);
}
