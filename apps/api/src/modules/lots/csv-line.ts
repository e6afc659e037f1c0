/**
 * The fields of one line of CSV (RFC 4180), or undefined when a quote stays open. A quoted field over several lines is not
 * CSV for us: no column of a serial list can hold a line end. Spaces around an unquoted field are not part of it.
 */
export function csvFields(line: string, delimiter: string): string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter).map((field) => field.trim());
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    while (line[at] === ' ') at++;
    // Only a quote that opens the field quotes it: a serial may hold one (GS1 character set 82).
    const quoted = line[at] === '"' ? quotedField(line, at) : undefined;
    if (line[at] === '"' && !quoted) return undefined;
    const end = line.indexOf(delimiter, quoted?.end ?? at);
    const upTo = end < 0 ? line.length : end;
    if (quoted && line.slice(quoted.end, upTo).trim() !== '') return undefined;
    fields.push(quoted ? quoted.text : line.slice(at, upTo).trim());
    if (end < 0) return fields;
    at = end + delimiter.length;
  }
}

function quotedField(line: string, start: number): { text: string; end: number } | undefined {
  let text = '';
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] !== '"') text += line[at];
    else if (line[at + 1] === '"') {
      text += '"';
      at++;
    } else return { text, end: at + 1 };
  }
  return undefined;
}
