export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A text field as it stood before a burst of keys began. */
export interface FieldSnapshot {
  readonly element: TextField;
  /** Takes out whatever reached the field since, and puts caret and selection back. */
  readonly restore: () => void;
  /** Types a text in the place of the selection. */
  readonly type: (text: string) => void;
}

const FORMATTED_MS = 30;

/** The focused text field, or undefined where there is none. */
export function snapshotOf(element: Element | null): FieldSnapshot | undefined {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return undefined;
  const field = element;
  const { value, selectionStart, selectionEnd, selectionDirection } = field;
  const mates = matesOf(field).map((mate) => [mate, mate.value] as const);
  /** Fields for numbers and emails have no caret to place. */
  const place = () => {
    if (selectionStart === null || field.value !== value) return;
    if (field.selectionStart === selectionStart && field.selectionEnd === selectionEnd) return;
    field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
  };
  return {
    element: field,
    restore: () => {
      if (field.value !== value) write(field, value);
      for (const [mate, before] of mates) if (mate.value !== before) write(mate, before);
      place();
      // Fields that format what is typed place the caret themselves, a moment after it changed.
      setTimeout(() => field.ownerDocument.activeElement === field && place(), FORMATTED_MS);
    },
    type: (text) => {
      const from = selectionStart ?? value.length;
      write(field, value.slice(0, from) + text + value.slice(selectionEnd ?? from));
      if (selectionStart !== null) field.setSelectionRange(from + text.length, from + text.length);
    },
  };
}

/** Boxes of one digit each are one field: a letter in one of them moves the digits of all that follow. */
function matesOf(field: TextField): HTMLInputElement[] {
  const group = field.closest('[role=group]');
  const inputs = [...(group?.querySelectorAll<HTMLInputElement>('input:not([type=hidden])') ?? [])];
  return inputs.filter((one) => one !== field && one.type === field.type);
}

/** Undoes what reached several fields, the last first, and gives the focus back to the first. */
export function restoreAll(fields: readonly FieldSnapshot[]): void {
  for (const field of fields.toReversed()) field.restore();
  const [first] = fields;
  if (first && first.element.ownerDocument.activeElement !== first.element) first.element.focus();
}

/** React follows a field through its own setter: writing past it would be undone at the next render. */
function write(field: TextField, value: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
