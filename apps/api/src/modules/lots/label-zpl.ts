import { GS, formatElementString } from '@custodia/gs1';
import type { LabelCode, LabelPlan, LabelText } from './label-plan.js';

/** Dots to a millimetre of label printers, by their resolution in dots per inch. */
export const PRINTERS = { 203: 8, 300: 12, 600: 24 } as const;
export type PrinterResolution = keyof typeof PRINTERS;

/** A label in ZPL II, for label printers. The printer draws the codes itself, in whole dots. */
export function zplOf({ width, height, texts, codes }: LabelPlan, resolution: PrinterResolution): string {
  const dots = (millimetres: number): number => Math.round(millimetres * PRINTERS[resolution]);
  const text = ({ text: words, left, top, size, centred }: LabelText) => {
    const block = centred ? `^FB${dots(width)},1,0,C` : '';
    return `^FO${centred ? 0 : dots(left)},${dots(top)}${block}^A0N,${dots(size)}^FH^FD${escapeText(words)}^FS`;
  };
  const code = ({ kind, elements, symbol, left, top, module }: LabelCode) => {
    const dot = dots(module);
    // The quiet zone is of our making: the printer begins with the first black module.
    const quiet = symbol.bars.reduce((least, { x }) => Math.min(least, x), Infinity);
    const at = `^FO${dots(left + quiet * module)},${dots(top + (kind === 'matrix' ? quiet * module : 0))}`;
    return kind === 'matrix'
      ? `${at}^BXN,${dot},200,,,,_,1^FD${matrixData(elements)}^FS`
      : `${at}^BY${dot}^BCN,${dots(symbol.height * module)},N,N,N,A^FD${barData(elements)}^FS`;
  };
  return [
    // UTF-8; labels of this size, whatever the last job left behind.
    `^XA^CI28^PW${dots(width)}^LL${dots(height)}^LH0,0`,
    ...codes.map(code),
    ...texts.map(text),
    '^XZ',
    '',
  ].join('\n');
}

/** With the underscore as escape character, `_1` is FNC1 and `__` the underscore itself. */
function matrixData(elements: LabelCode['elements']): string {
  return `_1${formatElementString(elements).replaceAll('_', '__').replaceAll(GS, '_1')}`;
}

/** `>;` starts in subset C, `>8` is FNC1, `><` the sign itself; in mode A the printer changes subsets where it pays. */
function barData(elements: LabelCode['elements']): string {
  return `>;>8${formatElementString(elements).replaceAll('>', '><').replaceAll(GS, '>8')}`;
}

/** With ^FH, `_` and two hexadecimal digits are a byte: for the signs of ZPL itself and all beyond ASCII. */
function escapeText(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const plain = byte >= 0x20 && byte < 0x7f && !'^~_\\'.includes(String.fromCharCode(byte));
      return plain ? String.fromCharCode(byte) : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
