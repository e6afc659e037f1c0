/** The reader's own word for a country, or for the Union; undefined where the code is of neither (ISO 3166-1). */
export function regionName(code: string, locale: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }).of(code);
}
