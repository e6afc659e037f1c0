import type { MandateSlot } from '@custodia/vault';
import { expect, it } from 'vitest';
import { unusedSlots } from './mandate-slots';
import type { AccessRequest } from './records.documents';

const slots: MandateSlot[] = [1, 2, 3].map((n) => ({ salt: `0x${n}`, key: `0x${n}${n}` }));
const allowed = (salt: string) => ({ consent: { opening: JSON.stringify({ salt }) } }) as AccessRequest;

it('a carer allows with what was not used yet, and all of it under a new mandate, whatever was allowed before', () => {
  const refused = { consent: null };
  expect(unusedSlots(slots, [refused, allowed('0x2')]).map(({ salt }) => salt)).toEqual(['0x1', '0x3']);
  expect(unusedSlots(slots, ['0xa', '0xb', '0xc', '0xd'].map(allowed))).toEqual(slots);
});
