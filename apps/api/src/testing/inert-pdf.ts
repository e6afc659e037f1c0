import { expect } from 'vitest';

/** What could be said to a browser, a reader of PDF or a printer, in the name of a medicine. */
export const ACTIVE_WORDS = [
  '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  ') Tj ET endstream endobj 9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj',
  '<< /OpenAction 9 0 R /AA << /O 9 0 R >> >>',
  '^XZ^XA^FO0,0^FDFORGED^FS~JR_5EXZ\\',
  '=HYPERLINK("http://evil.example")\r\n]]>&#60;',
];

/** Nothing in it acts when it is opened: streams are compressed and hold what is drawn, strings what is said. */
export function expectInertPdf(pdf: Buffer): void {
  const objects = pdf
    .toString('latin1')
    .replaceAll(/stream\r?\n[\s\S]*?endstream/g, '')
    .replaceAll(/\((?:\\[\s\S]|[^\\()])*\)/g, '()');
  expect(objects).toContain('/Type /Catalog');
  expect(objects).not.toMatch(/\/(JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile)\b/);
}
