import type { Element } from '@custodia/gs1';
import type { PaperLanguage } from '../../platform/http/index.js';
import { barsOn, type LabelPlan } from '../lots/index.js';
import type { ContainerKind } from './container.entity.js';

/** Packs of one lot in a container. */
export interface LabelContent {
  readonly gtin: string;
  readonly lot: string;
  readonly units: number;
}

/** What a logistic label says (GS1 Logistic Label Guideline: who sent it, what it is, the SSCC as GS1-128). */
export interface ContainerLabel {
  readonly sscc: string;
  readonly kind: ContainerKind;
  readonly from: string;
  readonly contents: readonly LabelContent[];
}

interface Words {
  readonly from: string;
  readonly kinds: Readonly<Record<ContainerKind, string>>;
  readonly onePack: string;
  readonly packs: string;
  readonly more: (count: number) => string;
}

const WORDS: Readonly<Record<PaperLanguage, Words>> = {
  en: {
    from: 'From:',
    kinds: { CARTON: 'Carton', PALLET: 'Pallet' },
    onePack: 'pack',
    packs: 'packs',
    more: (count) => `and ${count} more`,
  },
  fr: {
    from: 'De :',
    kinds: { CARTON: 'Carton', PALLET: 'Palette' },
    onePack: 'boîte',
    packs: 'boîtes',
    more: (count) => `et ${count} de plus`,
  },
  de: {
    from: 'Von:',
    kinds: { CARTON: 'Karton', PALLET: 'Palette' },
    onePack: 'Packung',
    packs: 'Packungen',
    more: (count) => `und ${count} weitere`,
  },
};

/** A6. */
const WIDTH = 105;
const HEIGHT = 148;
/** 0.5 mm: within the 0.495 to 1.016 mm that GS1 asks of bar codes read in warehouses (General Specifications 5.12.3). */
const MODULE = 0.5;
const MOST_LINES = 8;

/** The label of a carton or pallet. The SSCC stands below (Logistic Label Guideline), 32 mm high. */
export function containerLabelPlan(label: ContainerLabel, language: PaperLanguage = 'en'): LabelPlan {
  const lines = linesOf(label, language);
  const sscc = barsOn(WIDTH, { top: 98, height: 32, module: MODULE }, ssccElements(label.sscc));
  if (!sscc) throw new Error('The label is too narrow for an SSCC');
  const content = contentCodes(label).flatMap((elements, index) => {
    const top = 34 + index * 30;
    const code = barsOn(WIDTH, { top, height: 20, module: MODULE }, elements);
    return code ? [{ code, text: readable(elements), top: top + 21 }] : [];
  });
  return {
    title: `SSCC ${label.sscc}`,
    width: WIDTH,
    height: HEIGHT,
    texts: [
      ...lines.map((text, index) => ({ text, left: 8, top: 8 + index * 6, size: 3.5 })),
      ...content.map(({ text, top }) => ({ text, left: 0, top, size: 3.5, centred: true })),
      { text: readable(sscc.elements), left: 0, top: 133, size: 5, centred: true },
    ],
    codes: [...content.map(({ code }) => code), sscc],
  };
}

export function ssccElements(sscc: string): Element[] {
  return [{ ai: '00', value: sscc }];
}

/**
 * Where all packs are alike: what they are and how many, then the lot. Two codes, since one would be wider than the label;
 * what is too wide even so stands in the text only.
 */
function contentCodes({ contents }: ContainerLabel): Element[][] {
  const [only, ...others] = contents;
  if (!only || others.length > 0) return [];
  return [
    [
      { ai: '02', value: only.gtin },
      { ai: '37', value: String(only.units) },
    ],
    [{ ai: '10', value: only.lot }],
  ];
}

/** What stands below a bar code: each AI in brackets, the values not broken up. */
function readable(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai}) ${value}`).join(' ');
}

function linesOf({ kind, from, contents }: ContainerLabel, language: PaperLanguage): string[] {
  const words = WORDS[language];
  // Printers' fonts have no narrow space between thousands.
  const count = (units: number) => units.toLocaleString(language).replaceAll('\u202f', '\u00a0');
  const packs = (units: number) => `${count(units)} ${units === 1 ? words.onePack : words.packs}`;
  const units = contents.reduce((sum, content) => sum + content.units, 0);
  const shown = contents.slice(0, MOST_LINES);
  const more = contents.length - shown.length;
  return [
    `${words.from} ${from}`,
    `${words.kinds[kind]}, ${packs(units)}`,
    ...shown.map((content) => `GTIN ${content.gtin}  LOT ${content.lot}  ${packs(content.units)}`),
    ...(more > 0 ? [words.more(more)] : []),
  ];
}
