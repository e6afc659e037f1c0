import type { LabelCode, LabelPlan, LabelText } from './label-plan.js';

/** A label as SVG, one unit to a millimetre, white behind. */
export function svgOf({ title, width, height, texts, codes }: LabelPlan): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}mm" height="${height}mm" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...codes.map(codeSvg),
    '<g font-family="Helvetica, Arial, sans-serif" fill="#000">',
    ...texts.map((text) => textSvg(text, width)),
    '</g></svg>',
  ].join('');
}

function codeSvg({ symbol, left, top, module }: LabelCode): string {
  const path = symbol.bars
    .map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h-${width}z`)
    .join('');
  const place = `translate(${round(left)} ${round(top)}) scale(${module})`;
  return `<path transform="${place}" d="${path}" fill="#000" shape-rendering="crispEdges"/>`;
}

function textSvg({ text, left, top, size, centred }: LabelText, width: number): string {
  // The base line lies at about four fifths of the body.
  const place = `x="${round(centred ? width / 2 : left)}" y="${round(top + size * 0.8)}"`;
  return `<text ${place} font-size="${size}"${centred ? ' text-anchor="middle"' : ''}>${escapeXml(text)}</text>`;
}

const round = (millimetres: number): number => Math.round(millimetres * 1000) / 1000;

function escapeXml(text: string): string {
  const entities: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
  return text.replace(/[<>&"]/g, (character) => entities[character] ?? character);
}
