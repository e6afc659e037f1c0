'use client';

import { useTime } from '@/lib/use-time';

/** An expiry as printed: month and year where the maker gave no day. */
export function Expiry({ date, dayGiven = true }: { date: string; dayGiven?: boolean }) {
  const { day, month } = useTime();
  return <time dateTime={dayGiven ? date : date.slice(0, 7)}>{dayGiven ? day(date) : month(date)}</time>;
}
