import { readCode, type Pack } from '@custodia/gs1';
import { card } from './verdict-cards.js';
import { UNREADABLE_REASONS, type ReadElements, type Verdict, type WrongCodeKind } from './verdict.js';

const WHAT_IT_IS = {
  shop: 'SHOP',
  plain: 'PLAIN',
  logistic: 'LOGISTIC',
} as const satisfies Record<string, WrongCodeKind>;

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
  const { code, message } = reading.kind === 'gs1' ? reading.missing : reading.error;
  const reason = UNREADABLE_REASONS.find((known) => known === code) ?? 'OTHER';
  return { verdict: { ...card('UNREADABLE'), ...common, type: 'Unreadable', reason, nextStep: message } };
}

function elementsOf(reading: Exclude<ReturnType<typeof readCode>, { kind: 'pack' }>): ReadElements | null {
  const none = { gtin: null, serial: null, lot: null, expiry: null, symbology: null };
  return reading.kind === 'shop' ? { ...none, gtin: reading.gtin } : null;
}
