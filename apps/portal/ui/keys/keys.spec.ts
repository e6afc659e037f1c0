import { describe, expect, it } from 'vitest';
import { couldBeScanned, isReserved, nameOf, unshifted } from './keys';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('keys', () => {
  it('keeps every key that scanners send free of shortcuts', () => {
    for (const key of ['F8', 'F12', 'Ctrl+]', 'Ctrl+J', 'Alt+0', 'Alt+9']) expect(isReserved(key)).toBe(true);
    for (const key of ['F2', 'F4', 'Q', 'Enter', 'Ctrl+K', '?']) expect(isReserved(key)).toBe(false);
  });

  it('writes a stroke as it stands on the button', () => {
    expect(nameOf({ ...plain, key: 'q' })).toBe('Q');
    expect(nameOf({ ...plain, key: 'Escape' })).toBe('Esc');
    expect(nameOf({ ...plain, key: 'k', ctrlKey: true })).toBe('Ctrl+K');
    expect(nameOf({ ...plain, key: 'k', metaKey: true })).toBe('Ctrl+K');
    expect(nameOf({ ...plain, key: '9', altKey: true })).toBeUndefined();
    expect(nameOf({ ...plain, key: 'X', shiftKey: true })).toBe('Shift+X');
    expect(nameOf({ ...plain, key: 'ArrowDown', shiftKey: true })).toBe('Shift+ArrowDown');
    expect(nameOf({ ...plain, key: '?', shiftKey: true })).toBe('?');
  });

  it('takes a letter with Shift for the letter, unless it has a meaning of its own', () => {
    expect(['Shift+X', 'X', 'Shift+ArrowDown'].map(unshifted)).toEqual(['X', 'X', 'Shift+ArrowDown']);
  });

  it('takes letters, digits and the line end for possible parts of a scan, function keys not', () => {
    expect(['Q', 'Shift+X', '?', 'Enter', 'Tab'].every(couldBeScanned)).toBe(true);
    expect(['F2', 'F4', 'Esc', 'Ctrl+K'].some(couldBeScanned)).toBe(false);
  });
});
