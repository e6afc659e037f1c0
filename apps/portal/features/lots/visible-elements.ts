/** A decoded string with its separators made visible, for people to compare. */
export function visibleElements(text: string): string {
  return text.replaceAll('\u001d', '␝');
}
