/**
 * A line of a CSV file (RFC 4180). A value that starts like a formula is kept from running when a spreadsheet opens the
 * file (OWASP: CSV injection).
 */
export function csvRow(...values: readonly (string | number | boolean | null)[]): string {
  return values
    .map((value) => (value === null ? '' : String(value)))
    .map((text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text))
    .map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join(',');
}
