import { GS, checkDigit } from '@custodia/gs1';
import { describe, expect, it } from 'vitest';
import { fieldsOfZpl, rectsOfPdf, rectsOfSvg, scanned, scannedPicture } from '../../testing/drawn-labels.js';
import { codePng, pdfOf, singleLabel, svgOf, zplOf } from '../lots/index.js';
import { containerLabelPlan, ssccElements, type ContainerLabel } from './container-label.js';

const SSCC = `00345678901234567${checkDigit('00345678901234567')}`;
const packs = { gtin: '00361414567894', lot: 'A1B2', units: 240 };
const carton: ContainerLabel = { sscc: SSCC, kind: 'CARTON', from: 'Northwind Plant', contents: [packs] };
const mixed: ContainerLabel = { ...carton, kind: 'PALLET', contents: [packs, { ...packs, lot: 'C3' }] };

const CODES = {
  sscc: `]C100${SSCC}`,
  content: ']C1020036141456789437240',
  lot: ']C110A1B2',
};

describe('a logistic label reads back as what it says', () => {
  it('drawn as SVG', async () => {
    const plan = containerLabelPlan(carton);
    const codes = await scanned(rectsOfSvg(svgOf(plan)), plan, 8);
    expect(codes.toSorted()).toEqual(Object.values(CODES).toSorted());
  });

  it('drawn as PDF', async () => {
    const plan = containerLabelPlan(carton);
    const chunks: Buffer[] = [];
    for await (const chunk of pdfOf([plan], singleLabel(plan), plan.title)) chunks.push(chunk as Buffer);
    const [page = []] = rectsOfPdf(Buffer.concat(chunks));
    expect((await scanned(page, plan, 8)).toSorted()).toEqual(Object.values(CODES).toSorted());
  });

  it('drawn as a bitmap', async () => {
    expect(await scannedPicture(await codePng('bars', ssccElements(SSCC)))).toEqual([CODES.sscc]);
  });

  it('drawn by a label printer', () => {
    const fields = fieldsOfZpl(zplOf(containerLabelPlan({ ...carton, from: 'Zakład_1 ^ Łódź' }), 203));
    const bars = fields.filter(({ kind }) => kind === 'bars');
    expect(bars.map(({ data }) => data)).toEqual([CODES.content, CODES.lot, CODES.sscc]);
    expect(bars.map(({ module }) => module)).toEqual([4, 4, 4]);
    expect(fields.map(({ data }) => data)).toContain('From: Zakład_1 ^ Łódź');
  });

  it('also a lot with the signs of printers and of bar codes', () => {
    const odd = { ...carton, contents: [{ ...packs, lot: '_>8<' }] };
    const data = fieldsOfZpl(zplOf(containerLabelPlan(odd), 300)).map((field) => field.data);
    expect(data).toContain(']C110_>8<');
    expect(data.join('')).not.toContain(GS);
  });
});

describe('what is on the label', () => {
  it('a container of several lots has its SSCC alone as a code, the lots as text', async () => {
    const plan = containerLabelPlan(mixed);
    expect(await scanned(rectsOfSvg(svgOf(plan)), plan, 8)).toEqual([CODES.sscc]);
    expect(plan.texts.map(({ text }) => text)).toEqual([
      'From: Northwind Plant',
      'Pallet, 480 packs',
      'GTIN 00361414567894  LOT A1B2  240 packs',
      'GTIN 00361414567894  LOT C3  240 packs',
      `(00) ${SSCC}`,
    ]);
  });

  it('a lot too long for the label stays readable, and its code is left out', async () => {
    const plan = containerLabelPlan({ ...carton, contents: [{ ...packs, lot: 'L'.repeat(20) }] });
    const codes = await scanned(rectsOfSvg(svgOf(plan)), plan, 8);
    expect(codes.toSorted()).toEqual([CODES.content, CODES.sscc].toSorted());
    expect(plan.texts.some(({ text }) => text.includes('L'.repeat(20)))).toBe(true);
  });

  it('is in the language of who prints it', () => {
    const texts = (language: 'fr' | 'de') =>
      containerLabelPlan(
        { ...mixed, contents: [{ ...packs, units: 2400 }, ...Array.from({ length: 8 }, () => packs)] },
        language,
      ).texts.map(({ text }) => text.replaceAll(/\s/g, ' '));
    expect(texts('fr').slice(0, 2)).toEqual(['De : Northwind Plant', 'Palette, 4 320 boîtes']);
    expect(texts('fr')).toContain('et 1 de plus');
    expect(texts('de').slice(0, 2)).toEqual(['Von: Northwind Plant', 'Palette, 4.320 Packungen']);
    expect(texts('de')).toContain('und 1 weitere');
  });

  it('more lots than there is room for are counted', () => {
    const contents = Array.from({ length: 12 }, (_, index) => ({ ...packs, lot: `L${index}` }));
    const texts = containerLabelPlan({ ...carton, contents }).texts.map(({ text }) => text);
    expect(texts).toContain('and 4 more');
    expect(texts.filter((text) => text.startsWith('GTIN'))).toHaveLength(8);
  });
});
