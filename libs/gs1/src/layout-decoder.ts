import { GS } from './element-string.js';
import { keyCodes, keyboardLayouts } from './keyboard-layouts.js';
import type { KeyRows, KeyboardLayout } from './keyboard-layouts.js';
import type { KeyUnit } from './keystrokes.js';

/** What each key of a layout types. */
interface KeyTable {
  readonly plain: ReadonlyMap<string, string>;
  readonly shift: ReadonlyMap<string, string>;
  readonly altGr: ReadonlyMap<string, string>;
}

function rowsToMap(rows: KeyRows): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  keyCodes.forEach((codes, row) => {
    codes.forEach((code, i) => {
      const character = rows[row]?.charAt(i) ?? ' ';
      if (character !== ' ') map.set(code, character);
    });
  });
  return map;
}

function tableOf({ plain, shift, altGr }: KeyboardLayout): KeyTable {
  return { plain: rowsToMap(plain), shift: rowsToMap(shift), altGr: new Map(Object.entries(altGr)) };
}

const tables = new Map(keyboardLayouts.map((layout) => [layout.name, tableOf(layout)]));

/** The names of the layouts that `decodeUnits` knows. */
export const layoutNames: readonly string[] = keyboardLayouts.map(({ name }) => name);

/** A key with what is held down beside it. */
export interface LayoutKey {
  readonly code: string;
  readonly shift?: boolean;
  readonly altgr?: boolean;
}

/** The key for each character that a layout can type; the plainest where there are several. */
export function keysOfLayout(layout: string): ReadonlyMap<string, LayoutKey> {
  const table = tables.get(layout);
  if (!table) throw new RangeError(`There is no layout ${layout}.`);
  const keys = new Map<string, LayoutKey>();
  for (const [code, character] of table.altGr) keys.set(character, { code, altgr: true });
  for (const [code, character] of table.shift) keys.set(character, { code, shift: true });
  for (const [code, character] of table.plain) keys.set(character, { code });
  return keys;
}

/**
 * The text that a scanner set to a layout meant. It depends on keys and Shift only, so neither the layout of the
 * computer nor Caps Lock matters. Undefined where a key types nothing on that layout: the scanner is set to another.
 */
export function decodeUnits(units: readonly KeyUnit[], layout: string): string | undefined {
  const table = tables.get(layout);
  if (!table) return undefined;
  let text = '';
  for (const unit of units) {
    const character = unit.kind === 'character' ? unit.character : lookUp(unit, table);
    if (character === undefined) return undefined;
    text += character;
  }
  return text;
}

function lookUp(unit: Exclude<KeyUnit, { kind: 'character' }>, table: KeyTable): string | undefined {
  if (unit.kind === 'control') return controlCharacter(unit.code, unit.shift, table);
  if (unit.altgr) return unit.shift ? undefined : table.altGr.get(unit.code);
  return (unit.shift ? table.shift : table.plain).get(unit.code);
}

/** Ctrl and a key of the columns @ to _ send the control character of that column (ASCII). GS is Ctrl and `]`. */
function controlCharacter(code: string, shift: boolean, table: KeyTable): string | undefined {
  // Most scanners press the key that is `]` on a US keyboard, whatever they are set to.
  if (code === 'BracketRight' || table.altGr.get(code) === ']') return GS;
  const column = (shift ? table.shift : table.plain).get(code)?.toUpperCase().charCodeAt(0) ?? 0;
  return column >= 0x40 && column <= 0x5f ? String.fromCharCode(column - 0x40) : undefined;
}
