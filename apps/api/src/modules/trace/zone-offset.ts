const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a place's clock is from UTC at a moment, as EPCIS writes it: +02:00. */
export function zoneOffset(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format)
    formats.set(timeZone, (format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })));
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  // UTC itself is written GMT, without a number.
  return /[+-]\d\d:\d\d/.exec(name)?.[0] ?? '+00:00';
}
