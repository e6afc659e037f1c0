import { expect, it } from 'vitest';
import { readScan } from '@/features/scanning/scan-reading';
import type { Answer } from '@/features/verification/ask-verdict';
import type { Verdict } from '@/features/verification/verification.documents';
import { isLineDown } from '@/lib/failure';
import {
  isAlarm,
  LATER_MOST,
  nextScan,
  parseLater,
  scanOf,
  waitsOn,
  withAnswer,
  withAside,
  withoutOld,
  withoutScan,
  withRead,
  withScan,
  withTold,
  type LaterScans,
} from './later';

const read = (serial: string, minute = 0) =>
  readScan({
    text: `]d201003078126137641727103110L1\u001d21${serial}`,
    channel: 'WEDGE',
    layout: 'us',
    at: new Date(Date.UTC(2026, 0, 5, 9, minute)),
  });
const kept = (...serials: string[]) =>
  serials.reduce<LaterScans>((scans, serial, n) => withScan(scans, read(serial, n), 'VERIFY')!, []);
const said = (light: Verdict['light']) => ({
  verdict: {
    __typename: light === 'RED' ? 'DispensedElsewhere' : 'DispensedHere',
    light,
    product: { name: 'Amoxicillin' },
    dispensedBy: 'Omar Haddad',
  } as Verdict,
});
const textOf = (serial: string) => read(serial).text;

it('scans wait in the order in which they were read', () => {
  const scans = kept('A', 'B');
  expect(nextScan(scans)?.text).toBe(textOf('A'));
  const first = withAnswer(scans, scans[0]!, said('RED'));
  expect(nextScan(first)?.text).toBe(textOf('B'));
  expect(nextScan(withAnswer(first, scans[1]!, said('RED')))).toBeUndefined();
});

it('a pack that is scanned again waits once, by its first time; one that was answered waits anew', () => {
  const scans = kept('A');
  expect(withScan(scans, read('A', 30), 'DISPENSE')).toBe(scans);
  const answered = withAnswer(scans, scans[0]!, said('RED'));
  const anew = withScan(answered, read('A', 30), 'DISPENSE')!;
  expect(anew).toHaveLength(1);
  expect(anew[0]).toMatchObject({ at: '2026-01-05T09:30:00.000Z', mode: 'DISPENSE' });
  expect(anew[0]).not.toHaveProperty('told');
});

it('there is room for so many and no more, and none is pushed out', () => {
  const full = kept(...Array.from({ length: LATER_MOST }, (_, n) => `S${n}`));
  expect(withScan(full, read('ONE-MORE'), 'VERIFY')).toBeUndefined();
  expect(withScan(full, read('S7'), 'VERIFY')).toBe(full);
  expect(withScan(withoutScan(full, textOf('S7')), read('ONE-MORE'), 'VERIFY')).toHaveLength(LATER_MOST);
});

it('what is in order is forgotten; what is not, could not be asked for or was put aside is to be looked at', () => {
  const scans = kept('A', 'B', 'C', 'D');
  const aside = withAside(scans, textOf('D'));
  const answers = [
    said('GREEN'),
    said('AMBER'),
    { failure: { code: 'BAD_INPUT', message: '' } },
    said('GREEN'),
  ];
  const after = answers.reduce((left, answer, n) => withAnswer(left, scans[n]!, answer), aside);
  expect(after.map(({ text }) => text)).toEqual(['B', 'C', 'D'].map(textOf));
});

it('what was handed out here after it was read is in order, as a supply entered late is; before, it is not', () => {
  const [scan] = withScan([], read('A', 30), 'DISPENSE')!;
  const handedOut = (dispensedAt: string, code = 'DISPENSED_HERE') => {
    const { verdict } = said('AMBER');
    return { verdict: { ...verdict, code, dispensedAt } as Verdict };
  };
  const left = (answer: Answer, of = scan!) => withAnswer([of], of, answer).length;
  expect(left(handedOut('2026-01-05T09:45:00.000Z'))).toBe(0);
  // Late entries give their time to the minute.
  expect(left(handedOut('2026-01-05T09:30:00.000Z'), { ...scan!, at: '2026-01-05T09:30:40.000Z' })).toBe(0);
  expect(left(handedOut('2026-01-05T09:29:00.000Z'))).toBe(1);
  expect(left(handedOut('2026-01-05T09:45:00.000Z', 'DISPENSED_HERE_REPEATED'))).toBe(1);
  expect(left(handedOut('2026-01-05T09:45:00.000Z'), { ...scan!, aside: true })).toBe(1);
});

it('of an answer only what its row shows is kept, and nobody’s name', () => {
  const scans = kept('A');
  const [row] = withAnswer(scans, scans[0]!, said('RED'));
  expect(row?.told).toEqual({ light: 'RED', verdict: 'DispensedElsewhere', product: 'Amoxicillin' });
});

it('what must not be dispensed alarms until its card was read; asked for again, it alarms anew', () => {
  const scans = kept('A', 'B');
  const both = scans.reduce((left, scan, n) => withAnswer(left, scan, said(n ? 'AMBER' : 'RED')), scans);
  expect(both.map(isAlarm)).toEqual([true, false]);
  const read = withRead(both, textOf('A'));
  expect(read.map(isAlarm)).toEqual([false, false]);
  expect(withTold(read, textOf('A'), said('RED')).map(isAlarm)).toEqual([true, false]);
  expect(withRead(kept('A'), textOf('A'))).toEqual(kept('A'));
});

it('what nobody came back for in a week is forgotten', () => {
  const scans = [...kept('A'), ...withScan([], read('B', 30), 'VERIFY')!];
  expect(withoutOld(scans, new Date('2026-01-12T09:15:00Z')).map(({ text }) => text)).toEqual([textOf('B')]);
});

it('what is damaged in the store is left out', () => {
  const whole = kept('A');
  expect(parseLater(JSON.stringify([...whole, null, 7, { text: 'x' }, { ...whole[0], at: 'then' }]))).toEqual(
    whole,
  );
  expect([null, '', '{', '{}', '"A"', 'null'].map(parseLater)).toEqual([[], [], [], [], [], []]);
});

it('an answer to a scan that was forgotten or read anew in between is nobody’s', () => {
  const scans = kept('A');
  const anew = withScan(withoutScan(scans, textOf('A')), read('A', 30), 'VERIFY')!;
  expect(withAnswer(anew, scans[0]!, said('RED'))).toEqual(anew);
  expect(withAnswer([], scans[0]!, said('RED'))).toEqual([]);
});

it('a scan comes out of the store as it was read', () => {
  const stored = JSON.parse(JSON.stringify(kept('A'))) as LaterScans;
  expect(scanOf(stored[0]!)).toEqual(read('A'));
});

it('only a question that did not arrive is kept; a session or a limit in between makes it wait on', () => {
  const down = (code: string) => isLineDown({ code, message: '' });
  const waits = (code: string) => waitsOn({ code, message: '' });
  expect(['NETWORK', 'API_UNREACHABLE', 'TOO_MANY', 'FORBIDDEN'].map(down)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(['NETWORK', 'UNAUTHENTICATED', 'TOO_MANY', 'FORBIDDEN'].map(waits)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
