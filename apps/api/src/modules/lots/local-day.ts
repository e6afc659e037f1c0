const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at a place, YYYY-MM-DD: a pack is good until the end of the day where it is handed out. */
export function localDay(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  // Making one costs more than a whole look-up of a pack.
  if (!format)
    formats.set(timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })));
  // Sweden writes dates as ISO 8601 does.
  return format.format(at);
}
