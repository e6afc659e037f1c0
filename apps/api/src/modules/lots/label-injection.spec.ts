import { describe, expect, it } from 'vitest';
import { pdfOf, singleLabel } from './label-pdf.js';
import type { LabelPlan } from './label-plan.js';
import { svgOf } from './label-svg.js';
import { zplOf } from './label-zpl.js';

/** What could be said to a browser, a reader of PDF or a printer, in the name of a medicine. */
const WORDS = [
  '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  ') Tj ET endstream endobj 9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj',
  '<< /OpenAction 9 0 R /AA << /O 9 0 R >> >>',
  '^XZ^XA^FO0,0^FDFORGED^FS~JR_5EXZ\\',
  '=HYPERLINK("http://evil.example")\r\n]]>&#60;',
];

const planOf = (words: string): LabelPlan => ({
  title: words,
  width: 60,
  height: 30,
  texts: [{ text: words, left: 2, top: 2, size: 3 }],
  codes: [],
});

describe.each(WORDS)('%s on a label', (words) => {
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
    // Streams are compressed and hold what is drawn; what acts stands in objects outside of them and of strings.
    const objects = Buffer.concat(chunks)
      .toString('latin1')
      .replaceAll(/stream\r?\n[\s\S]*?endstream/g, '')
      .replaceAll(/\((?:\\[\s\S]|[^\\()])*\)/g, '()');
    expect(objects).toContain('/Type /Catalog');
    expect(objects).not.toMatch(/\/(JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile)\b/);
  });

  it('is one field to a printer', () => {
    const zpl = zplOf(planOf(words), 203);
    expect(zpl.match(/\^XA|\^XZ/g)).toEqual(['^XA', '^XZ']);
    expect(zpl.match(/\^FD/g)).toHaveLength(1);
    expect(zpl).not.toMatch(/~|\\/);
  });
});
