type TextField = HTMLInputElement | HTMLTextAreaElement;

function isTextField(element: Element | null): element is TextField {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** React follows a field through its own setter: writing past it would be undone at the next render. */
function write(field: TextField, value: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Takes out the characters that reached the focused field before they were known for a scan. */
export function removeTyped(element: Element | null, count: number): void {
  if (!isTextField(element)) return;
  const end = element.selectionStart ?? element.value.length;
  const start = Math.max(0, end - count);
  write(element, element.value.slice(0, start) + element.value.slice(end));
  placeCaret(element, start);
}

/** Puts back what was held for a scan and was fast typing after all. */
export function insertText(element: Element | null, text: string): void {
  if (!isTextField(element) || text === '') return;
  const at = element.selectionStart ?? element.value.length;
  const end = element.selectionEnd ?? at;
  write(element, element.value.slice(0, at) + text + element.value.slice(end));
  placeCaret(element, at + text.length);
}

/** Fields for numbers and emails have no caret to place. */
function placeCaret(field: TextField, at: number): void {
  if (field.selectionStart !== null) field.setSelectionRange(at, at);
}
