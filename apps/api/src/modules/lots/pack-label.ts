import { formatGs1Date } from '@custodia/gs1';
import type { Element } from '@custodia/gs1';
import type { LabelSheet } from './label-pdf.js';
import { matrixOn } from './label-plan.js';
import type { LabelPlan } from './label-plan.js';

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

const WIDTH = 63.5;
const HEIGHT = 33.9;
/** A4 sheet of 3 by 8 labels of 63.5 x 33.9 mm, the commonest office sheet. */
export const PACK_SHEET: LabelSheet = {
  width: 210,
  height: 297,
  columns: 3,
  rows: 8,
  left: 7.2,
  top: 12.9,
  stepX: WIDTH + 2.5,
  stepY: HEIGHT,
};

/**
 * 0.5 mm: 4 dots at 203 dpi, 6 at 300, 12 at 600, so that no module is wider than its neighbour. Codes that are read in
 * pharmacies are to have 0.396 to 0.990 mm (General Specifications 5.12.3, table 10).
 */
const MODULE = 0.5;
const MARGIN = 3;

/** The label of a unit: the code at the left, its lines at the right. */
export function packLabelPlan(label: PackLabel): LabelPlan {
  const code = matrixOn(HEIGHT, MARGIN, MODULE, labelElements(label));
  const left = MARGIN + code.symbol.width * MODULE + 1;
  const lines = labelLines(label);
  const texts = lines.map((text, index) => ({ text, left, top: 7 + index * 5, size: 2.5 }));
  return { title: lines.join(', '), width: WIDTH, height: HEIGHT, texts, codes: [code] };
}
