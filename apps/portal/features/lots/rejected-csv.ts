interface RejectedLine {
  readonly line: number;
  readonly value: string;
  readonly reason: string;
}

/** Rejected lines as a file for a spreadsheet (RFC 4180). */
export function csvOf(lines: readonly RejectedLine[]): string {
  const rows = lines.map(({ line, value, reason }) => [String(line), value, reason].map(quoted).join(','));
  return ['line,value,reason', ...rows, ''].join('\r\n');
}

/** A leading =, +, - or @ would run as a formula in the reader's spreadsheet: an apostrophe makes it text. */
function quoted(field: string): string {
  const safe = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return `"${safe.replaceAll('"', '""')}"`;
}
