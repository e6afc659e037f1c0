import { describe, expect, it } from 'vitest';
import { ACTIVE_WORDS, expectInertPdf } from '../../testing/inert-pdf.js';
import { pdfOf, singleLabel } from './label-pdf.js';
import type { LabelPlan } from './label-plan.js';
import { svgOf } from './label-svg.js';
import { zplOf } from './label-zpl.js';

const planOf = (words: string): LabelPlan => ({
  title: words,
  width: 60,
  height: 30,
  texts: [{ text: words, left: 2, top: 2, size: 3 }],
  codes: [],
});

describe.each(ACTIVE_WORDS)('%s on a label', (words) => {
  it('is text in a drawing', () => {
    const svg = svgOf(planOf(words));
    expect(svg).not.toMatch(/<(script|img|foreignObject)/i);
    expect(svg.match(/<\/?svg/g)).toEqual(['<svg', '</svg']);
    // Every & begins an entity, so that nothing is read twice.
    expect(svg.replaceAll(/&(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, '')).not.toContain('&');
  });

  it('is text in a PDF, which does nothing when it is opened', async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of pdfOf([planOf(words)], singleLabel(planOf(words)), words))
      chunks.push(chunk as Buffer);
    expectInertPdf(Buffer.concat(chunks));
  });

  it('is one field to a printer', () => {
    const zpl = zplOf(planOf(words), 203);
    expect(zpl.match(/\^XA|\^XZ/g)).toEqual(['^XA', '^XZ']);
    expect(zpl.match(/\^FD/g)).toHaveLength(1);
    expect(zpl).not.toMatch(/~|\\/);
  });
});
