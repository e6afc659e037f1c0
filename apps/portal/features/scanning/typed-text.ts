import { formatElementString, parseBracketed } from '@custodia/gs1';

/** A code that was pasted or typed as a whole: as printed with brackets, or as scanners send it. */
export function scanTextOf(typed: string): string {
  const text = typed.trim();
  if (!text.startsWith('(')) return text;
  const parsed = parseBracketed(text);
  return parsed.ok ? formatElementString(parsed.elements) : text;
}
