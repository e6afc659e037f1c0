import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ACTIVE_WORDS, expectInertPdf } from '../../testing/inert-pdf.js';
import { Paper } from './paper.js';

it.each(ACTIVE_WORDS)('%s is text on a paper, wherever it is written', async (words) => {
  const paper = new Paper(words, words);
  paper.heading(words);
  paper.text(words, 'ALARM');
  paper.code(words);
  paper.facts([[words, words]]);
  paper.entry(words, words, [words], words);
  expectInertPdf(await paper.finish());
});

it('every source that draws a PDF has such a spec', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const drawing = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes("'pdfkit'"));
  expect(drawing.sort()).toEqual([
    'modules/cases/case-papers.ts', // paper-injection.spec beside it
    'modules/lots/label-pdf.ts', // label-injection.spec beside it
    'platform/paper/paper.ts',
  ]);
});
