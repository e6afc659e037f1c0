import { expect, test } from 'vitest';
import { scanAssembler, scanReportOf } from './hid-report';

/** The descriptor of common scanners: length, identifier, 56 bytes of data, two spare bytes, "more follows". */
const COLLECTIONS: HIDCollectionInfo[] = [
  {
    usagePage: 0x8c,
    usage: 0x02,
    inputReports: [{ reportId: 5, items: [{ usages: [0x008c0021], reportSize: 8, reportCount: 1 }] }],
    children: [
      {
        usagePage: 0x8c,
        usage: 0x12,
        inputReports: [
          {
            reportId: 2,
            items: [
              { usages: [0x0001003b], reportSize: 8, reportCount: 1 },
              { usages: [0x008c00fb, 0x008c00fc, 0x008c00fd], reportSize: 8, reportCount: 3 },
              { usages: [0x008c00fe], reportSize: 8, reportCount: 56 },
              { usages: [], reportSize: 8, reportCount: 2 },
              { usages: [0x008c00ff], reportSize: 1, reportCount: 1 },
              { usages: [], reportSize: 1, reportCount: 7 },
            ],
          },
        ],
      },
    ],
  },
];

function report(text: string, identifier = ']d2', more = false): DataView {
  const bytes = new Uint8Array(63);
  bytes[0] = text.length;
  for (let i = 0; i < 3; i++) bytes[1 + i] = identifier.charCodeAt(i) || 0;
  for (let i = 0; i < text.length; i++) bytes[4 + i] = text.charCodeAt(i);
  bytes[62] = more ? 1 : 0;
  return new DataView(bytes.buffer);
}

const layout = scanReportOf(COLLECTIONS);
const assemble = (...reports: DataView[]) => {
  if (!layout) throw new Error('no report of scanned data');
  const take = scanAssembler(layout);
  return reports.map((data) => take(data));
};

test('the report of scanned data is found wherever it is nested', () => {
  expect(layout).toEqual({
    reportId: 2,
    length: 0,
    symbology: [1, 2, 3],
    data: { at: 4, size: 56 },
    continued: 62 * 8,
  });
});

test('a keyboard has none', () => {
  expect(
    scanReportOf([{ usagePage: 1, usage: 6, inputReports: [{ reportId: 0, items: [] }] }]),
  ).toBeUndefined();
});

test('identifier, text and separator arrive whole', () => {
  const code = '010036141456789417280630' + '10A1B2\u001d21SERIAL';
  expect(assemble(report(code))).toEqual([`]d2${code}`]);
});

test('a code longer than a report is put together, and the next one starts afresh', () => {
  const [first, second] = ['A'.repeat(56), 'B'.repeat(10)];
  expect(assemble(report(first, ']Q1', true), report(second, ']Q1'), report('7', ']E0'))).toEqual([
    undefined,
    `]Q1${first}${second}`,
    ']E07',
  ]);
});

test('a device that does not name the symbology gives the text alone, without its line end', () => {
  expect(assemble(report('12345\r\n', '\0\0\0'))).toEqual(['12345']);
});

test('a length beyond the field is cut to the field', () => {
  const broken = report('AB');
  broken.setUint8(0, 255);
  expect(assemble(broken)).toEqual([']d2AB']);
});
