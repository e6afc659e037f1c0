/** A key of the portal, as it is written on a button: 'F2', 'Enter', 'Esc', 'Q', '?', 'Ctrl+K'. */
export interface KeyBinding {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
  /** Works while a field has the focus, too. Only for keys that write nothing. */
  readonly inFields?: boolean;
}

export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey?: boolean;
}

/**
 * Keys that scanners send themselves: no shortcut may use them. F8, F12, Ctrl+], Ctrl+J and Alt with digits stand for
 * separators and control characters in the common wedge modes.
 */
const RESERVED = new Set(['F8', 'F12', 'CTRL+]', 'CTRL+J']);

export function isReserved(key: string): boolean {
  return RESERVED.has(key.toUpperCase()) || /^ALT\+\d$/i.test(key);
}

/** How a stroke is written, or undefined where it is no key of ours. */
export function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Stroke): string | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return `Ctrl+${key.toUpperCase()}`;
  if (key === 'Escape') return 'Esc';
  if (shiftKey && (key.startsWith('Arrow') || /^[a-z]$/i.test(key)))
    return `Shift+${key.startsWith('Arrow') ? key : key.toUpperCase()}`;
  return key.length === 1 ? key.toUpperCase() : key;
}

/** The same letter without Shift, as Caps Lock would have it; what has a binding of its own is not looked up under it. */
export function unshifted(name: string): string {
  return /^Shift\+[A-Z]$/.test(name) ? name.slice('Shift+'.length) : name;
}

/** Keys that a scanner's burst could type or end with: they wait until it is sure that a person pressed them. */
export function couldBeScanned(name: string): boolean {
  return unshifted(name).length === 1 || name === 'Enter' || name === 'Tab';
}
