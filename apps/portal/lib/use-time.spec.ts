import { expect, it } from 'vitest';
import { unbroken } from './use-time';

const MOMENT = new Date('2026-11-11T16:02:00Z');
const FORM = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
const day = (locale: string) => unbroken(new Intl.DateTimeFormat(locale, FORM)).format(MOMENT);
const moment = (locale: string) =>
  unbroken(
    new Intl.DateTimeFormat(locale, { ...FORM, hour: '2-digit', minute: '2-digit', hour12: false }),
  ).format(MOMENT);

it('no line ends in the middle of a day', () => {
  expect(day('de')).toBe('11.\u00a0Nov.\u00a02026');
  expect(day('fr')).toBe('11\u00a0nov.\u00a02026');
  expect(day('en-US')).toBe('Nov\u00a011,\u00a02026');
});

it('a line may end between a day and its time', () => {
  for (const locale of ['de', 'fr', 'en-GB'])
    expect(moment(locale).split(/[ \n]/)).toEqual([expect.stringMatching(/2026,?$/), '16:02']);
});
