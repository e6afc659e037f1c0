import type { CapturedScan } from '@custodia/gs1';
import type { FieldSnapshot } from './field-snapshot';
import { typedText } from './strokes';
import { decodeWedge, type WedgeSettings } from './wedge-decoder';

const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** Of a code's keys most are digits'; of a password's, few. Codes of a second step are shorter. */
const FEWEST_KEYS = 8;
/** What a code may hold that no layout of the site reads. */
const UNDECIDED = new Set(['NOT_CALIBRATED', 'UNKNOWN_KEY', 'UNREADABLE']);

/**
 * Whether a burst into a field for signing in was typed by a password manager, which types as fast as a scanner. What can be
 * read as a code, and what looks like one that cannot be read, was not.
 */
export function isTypedByProgram(
  captured: CapturedScan,
  field: { readonly type: string },
  settings: WedgeSettings,
): boolean {
  const { strokes } = captured;
  const writing = strokes.filter(({ key }) => !/^(?:Shift|Control|Alt|AltGraph|Meta|CapsLock)$/.test(key));
  // Separators come as function keys, or with Ctrl or Alt.
  const writes = ({ key, ctrl, alt, altgr }: (typeof strokes)[number]) =>
    key.length === 1 && (altgr || (!ctrl && !alt));
  if (!writing.every(writes)) return false;
  if (field.type === 'email') return EMAIL.test(typedText(strokes));
  const reading = decodeWedge(captured, settings);
  if (reading.ok || !UNDECIDED.has(reading.code)) return false;
  const digits = writing.filter(({ code }) => /^(?:Digit|Numpad)\d$/.test(code));
  return writing.length < FEWEST_KEYS || digits.length * 2 <= writing.length;
}

/** Does for a program what its keys would have done: writes, and goes on to the next field or sends the form. */
export function giveBack(text: string, { element, type }: FieldSnapshot, endedBy = ''): void {
  type(text);
  const { form } = element;
  if (endedBy.endsWith('Enter')) form?.requestSubmit();
  if (endedBy !== 'Tab' || !form) return;
  const fields = [...form.elements].filter((one) => one instanceof HTMLInputElement);
  fields[fields.indexOf(element as HTMLInputElement) + 1]?.focus();
}
