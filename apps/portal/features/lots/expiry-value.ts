/** What was typed: a month as the browser gives it (YYYY-MM) and a day or nothing. */
export interface ExpiryValue {
  readonly month: string;
  readonly day: string;
}

/** The day on which the lot expires; the last of the month where no day is given. Undefined for no real day. */
export function expiryOf({ month, day }: ExpiryValue): { date: string; dayGiven: boolean } | undefined {
  const match = /^(\d{4})-(\d\d)$/.exec(month);
  if (!match) return undefined;
  const last = new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate();
  if (day === '') return { date: `${month}-${last}`, dayGiven: false };
  const number = Number(day);
  if (!Number.isInteger(number) || number < 1 || number > last) return undefined;
  return { date: `${month}-${String(number).padStart(2, '0')}`, dayGiven: true };
}
