import { readCode, type Pack } from '@custodia/gs1';
import { card } from './verdict-cards.js';
import type { ReadElements, Verdict } from './verdict.js';

const WHAT_IT_IS = {
  shop: 'This is the shop code: it names the product, not the pack.',
  plain: 'This code holds no GS1 data; it may be an advertising link.',
  logistic: 'This is the label of a carton or pallet.',
} as const;

/** The pack that a scan names, or what to say of a code that names none. */
export function readScan(data: string): { readonly pack: Pack } | { readonly verdict: Verdict } {
  const reading = readCode(data);
  if (reading.kind === 'pack') return { pack: reading.pack };
  const common = {
    scan: elementsOf(reading),
    product: null,
    lotNumber: null,
    expiry: null,
    daysLeft: null,
    found: null,
  };
  if (reading.kind === 'shop' || reading.kind === 'plain' || reading.kind === 'logistic')
    return {
      verdict: { ...card('WRONG_CODE'), ...common, type: 'WrongCode', whatItIs: WHAT_IT_IS[reading.kind] },
    };
  const reason = reading.kind === 'gs1' ? reading.missing.message : reading.error.message;
  return { verdict: { ...card('UNREADABLE'), ...common, type: 'Unreadable', reason, nextStep: reason } };
}

function elementsOf(reading: Exclude<ReturnType<typeof readCode>, { kind: 'pack' }>): ReadElements | null {
  const none = { gtin: null, serial: null, lot: null, expiry: null, symbology: null };
  return reading.kind === 'shop' ? { ...none, gtin: reading.gtin } : null;
}
