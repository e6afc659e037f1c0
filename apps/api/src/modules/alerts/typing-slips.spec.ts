import { expect, it } from 'vitest';
import { typingSlips } from './typing-slips.js';

const SERIAL = 'A1B2C3';

it.each([
  ['two letters swapped', 'A1B23C'],
  ['one too many', 'A1BB2C3'],
  ['one left out', 'A1BC3'],
  ['the last left out', 'A1B2C'],
  ['one wrong', 'A1B7C3'],
])('%s is one slip', (_, typed) => {
  expect(typingSlips(typed)).toContain(SERIAL);
});

it.each([
  ['itself', SERIAL],
  ['two slips', 'A1B27CC3'],
  ['another number', 'QQQQQQ'],
])('%s is none', (_, typed) => {
  expect(typingSlips(typed)).not.toContain(SERIAL);
});
