'use client';

import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { usableLanguages } from './languages';

/** The reader's own variant of the language: 22 Nov for British, Nov 22 for American English. */
function regional(language: string): string {
  if (typeof navigator === 'undefined') return language;
  return usableLanguages(navigator.languages).find((tag) => tag.split('-')[0] === language) ?? language;
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;
const AGO: readonly (readonly ['day' | 'hour' | 'minute', number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** With spaces at which no line ends, but for the one between a day and its time. */
export function unbroken(format: Intl.DateTimeFormat): { format(date: Date): string } {
  const glued = (text: string) => text.replaceAll(' ', '\u00a0');
  return {
    format: (date) =>
      format
        .formatToParts(date)
        .map(({ value }, i, parts) => (parts[i + 1]?.type === 'hour' ? value : glued(value)))
        .join(''),
  };
}

/** Days, moments and numbers in the words of the reader. A date without a time is never shifted by a time zone. */
export function useTime() {
  const language = useLocale();
  return useMemo(() => {
    const locale = regional(language);
    const of = (options: Intl.DateTimeFormatOptions) => unbroken(new Intl.DateTimeFormat(locale, options));
    const dayOf = of(DAY);
    const calendarDayOf = of({ ...DAY, timeZone: 'UTC' });
    const monthOf = of({ month: 'short', year: 'numeric', timeZone: 'UTC' });
    const momentOf = of({ ...DAY, ...CLOCK });
    const clockOf = of(CLOCK);
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    const numberOf = new Intl.NumberFormat(locale);
    const midnight = (date: string) => new Date(`${date}T00:00:00Z`);
    return {
      /** 14 Nov 2026 */
      day: (date: string) =>
        date.length === 10 ? calendarDayOf.format(midnight(date)) : dayOf.format(new Date(date)),
      /** Nov 2026: an expiry that names no day. */
      month: (date: string) => monthOf.format(midnight(date)),
      /** 14 Nov 2026, 16:02 */
      moment: (time: string) => momentOf.format(new Date(time)),
      /** 16:02 */
      clock: (time: string) => clockOf.format(new Date(time)),
      /** 3 days ago */
      ago: (time: string) => {
        const seconds = (Date.parse(time) - Date.now()) / 1000;
        const [unit, size] = AGO.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
        return relative.format(Math.trunc(seconds / size), unit);
      },
      /** 3 days */
      span: (milliseconds: number) => {
        const seconds = milliseconds / 1000;
        const [unit, size] = AGO.find(([, length]) => seconds >= length) ?? ['minute', 60];
        const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
        return new Intl.NumberFormat(locale, style).format(Math.trunc(seconds / size));
      },
      number: (value: number) => numberOf.format(value),
    };
  }, [language]);
}
