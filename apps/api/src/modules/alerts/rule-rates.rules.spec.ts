import { expect, it } from 'vitest';
import { RULE_CODES } from './alert-rule.js';
import { ratesOf } from './rule-rates.rules.js';

it('a rule is right as often as what it found was falsified, stolen or diverted; tests do not count', () => {
  const rates = ratesOf([
    { rule: 'UNKNOWN_SERIAL', code: 'CONFIRMED_FALSIFIED', incidents: 2 },
    { rule: 'UNKNOWN_SERIAL', code: 'THEFT_OR_DIVERSION', incidents: 1 },
    { rule: 'UNKNOWN_SERIAL', code: 'SCANNER_OR_SOFTWARE', incidents: 9 },
    { rule: 'UNKNOWN_SERIAL', code: 'TEST', incidents: 5 },
    { rule: 'UNKNOWN_SERIAL', code: null, incidents: 4 },
    { rule: 'REPEATED_HERE', code: 'TEST', incidents: 1 },
  ]);
  expect(rates[0]).toMatchObject({
    rule: 'UNKNOWN_SERIAL',
    open: 4,
    closed: 17,
    confirmed: 3,
    precision: 0.25,
  });
  expect(rates[1]).toMatchObject({ rule: 'REPEATED_HERE', closed: 1, precision: null });
  expect(rates.map(({ rule }) => rule).sort()).toEqual([...RULE_CODES].sort());
});
