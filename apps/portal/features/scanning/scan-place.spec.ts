import { expect, test } from 'vitest';
import { readScan } from './scan-reading';
import { placeOf } from './scan-place';

const PACK = ']d2010036141456789417280630' + '10A1B2\u001d21SERIAL';
const CARTON = ']C100003456789012345670';
const scanned = (text: string) => readScan({ text, channel: 'WEDGE', at: new Date(0) });
const everything = () => true;
const nothing = () => false;

test.each([
  ['a pack in a pharmacy', PACK, ['pharmacy'], '/pharmacy/scan'],
  ['a pack at the regulator', PACK, ['regulator'], '/regulator/trace'],
  ['a pack at a maker, who has no scan desk', PACK, ['manufacturer'], undefined],
  ['a prescription in a pharmacy', ']Q1RX1.AAAA', ['pharmacy'], '/pharmacy/basket'],
  ['a prescription at a distributor', 'RX1.AAAA', ['distributor'], undefined],
  ['a carton at a distributor', CARTON, ['distributor'], '/distributor/containers/003456789012345670'],
  ['a carton in a pharmacy', CARTON, ['pharmacy'], '/pharmacy/receive'],
  ['a patient’s code at a prescriber', ']Q1custodia:5DACTKAW', ['prescriber'], '/prescriber/patients'],
  ['a patient’s code in a pharmacy', 'custodia:5DACTKAW', ['pharmacy'], '/pharmacy/patients'],
  ['a patient’s code at a distributor', 'custodia:5DACTKAW', ['distributor'], undefined],
  ['a shop code, anywhere', ']E05901234123457', ['pharmacy', 'distributor', 'regulator'], undefined],
] as const)('%s', (_, text, workspaces, place) => {
  expect(placeOf(scanned(text), workspaces, everything)).toBe(place);
});

test('nobody is led to a screen that is not theirs', () => {
  for (const text of [PACK, CARTON, 'RX1.AAAA', 'custodia:5DACTKAW'])
    expect(placeOf(scanned(text), ['pharmacy', 'distributor', 'regulator'], nothing)).toBeUndefined();
});
