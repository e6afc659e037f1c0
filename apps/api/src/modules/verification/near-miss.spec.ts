import { describe, expect, it } from 'vitest';
import { faultOf, nearMisses, type ScanFault } from './near-miss.js';

describe('a text that a scanner garbled', () => {
  it.each<[string, string, string, ScanFault]>([
    ['Caps Lock is on', 'AbC12xyz', 'aBc12XYZ', 'CAPS_LOCK'],
    ['Caps Lock is on and all letters are capitals', 'ABC12', 'abc12', 'CAPS_LOCK'],
    ['a German keyboard swaps Y and Z', 'XYZ9', 'XZY9', 'QWERTZ'],
    ['a French keyboard swaps A and Q, W and Z', 'AQWZ7', 'QAZW7', 'AZERTY'],
    ['a German keyboard with Caps Lock', 'Yz1', 'zY1', 'QWERTZ'],
    ['the separator before the lot is lost', 'SER7', 'SER710LOT9', 'SEPARATOR_LOST'],
    ['the separator before the expiry is lost', 'SER7', 'SER717280630', 'SEPARATOR_LOST'],
    ['lost with a German keyboard', 'YES7', 'ZES710LOT', 'SEPARATOR_LOST'],
  ])('comes near to the real one: %s', (_, real, read, fault) => {
    expect(nearMisses(read)).toContain(real);
    expect(faultOf(read, real)).toBe(fault);
  });

  it.each([
    ['one letter is another', 'ABC12', 'ABD12'],
    ['two letters changed places', 'ABC12', 'BAC12'],
    ['a letter is missing', 'ABC12', 'ABC1'],
    ['nothing is different', 'ABC12', 'ABC12'],
    ['an O is a zero', 'ABO12', 'AB012'],
  ])('does not come near when %s', (_, real, read) => {
    expect(nearMisses(read)).not.toContain(real);
    expect(faultOf(read, real)).toBeNull();
  });

  it('is looked for in few places only', () => {
    expect(nearMisses('1010101010101010aYqW').length).toBeLessThanOrEqual(60);
  });
});
