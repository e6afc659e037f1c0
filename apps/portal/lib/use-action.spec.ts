import { expect, it } from 'vitest';
import { plain } from './use-action';

it('an input carries nothing that the cache has added to what it was made of', () => {
  const range = { __typename: 'UnitRange', from: 4, to: 6 };
  const input = { runId: '7', ...range, lines: [{ __typename: 'Line', sscc: null, note: 'kept' }] };
  expect(plain(input)).toEqual({ runId: '7', from: 4, to: 6, lines: [{ sscc: null, note: 'kept' }] });
});
