import { expect, test } from 'vitest';
import { scanTextOf } from './typed-text';

test('brackets become an element string with its separators', () => {
  expect(scanTextOf(' (01)00361414567894(17)280630(10)A1B2(21)SERIAL ')).toBe(
    '01003614145678941728063010A1B2\u001d21SERIAL',
  );
});

test.each(['RX1.AAAA', ']d20100361414567894', '(01)1'])('%s stays as it is', (text) => {
  expect(scanTextOf(text)).toBe(text);
});
