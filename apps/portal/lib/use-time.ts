'use client';

import { useFormatter } from 'next-intl';
import { useMemo } from 'react';

/** Days and moments in the words of the reader. Dates without a time are never shifted by a time zone. */
export function useTime() {
  const format = useFormatter();
  return useMemo(
    () => ({
      /** 14 Nov 2026 */
      day: (date: string) =>
        format.dateTime(new Date(date.length === 10 ? `${date}T00:00:00Z` : date), {
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          ...(date.length === 10 ? { timeZone: 'UTC' } : {}),
        }),
      /** Nov 2026: an expiry that names no day. */
      month: (date: string) =>
        format.dateTime(new Date(`${date}T00:00:00Z`), { month: 'short', year: 'numeric', timeZone: 'UTC' }),
      /** 14 Nov 2026, 16:02 */
      moment: (time: string) =>
        format.dateTime(new Date(time), {
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
        }),
      /** 16:02 */
      clock: (time: string) => format.dateTime(new Date(time), { hour: '2-digit', minute: '2-digit' }),
      /** 3 days ago */
      ago: (time: string) => format.relativeTime(new Date(time), new Date()),
      number: (value: number) => format.number(value),
    }),
    [format],
  );
}
