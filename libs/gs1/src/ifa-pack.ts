import { elementFault, refusal } from './element-string.js';
import type { Element } from './element-string.js';
import { Gs1Error, fault } from './errors.js';
import type { Gs1Fault } from './errors.js';
import type { DataIdentifier } from './iso15434.js';
import { gtinOfPpn, parsePpn } from './ppn.js';
import type { Ppn } from './ppn.js';

/** The data identifiers of IFA's coding system that have a GS1 counterpart, and that counterpart. */
const COUNTERPARTS: Record<string, string> = { '8P': '01', S: '21', '1T': '10', D: '17' };

/**
 * Turns the data identifiers of an IFA pack code into GS1 elements: the PPN (9N) becomes the NTIN of its PZN.
 * A GTIN beside the PPN (8P) is the own one of the pack and stands.
 */
export function packOfIdentifiers(
  identifiers: readonly DataIdentifier[],
): { ok: true; elements: Element[]; ppn?: Ppn } | { ok: false; error: Gs1Fault } {
  const elements: Element[] = [];
  let ppn: Ppn | undefined;
  for (const { di, value } of identifiers) {
    const ai = COUNTERPARTS[di];
    if (di === '9N') {
      try {
        ppn = parsePpn(value);
      } catch (error) {
        if (error instanceof Gs1Error) return refusal(fault(error.code, di));
        throw error;
      }
    } else if (ai !== undefined) {
      const element = { ai, value: ai === '01' ? value.padStart(14, '0') : value };
      const wrong = elementFault(element.ai, element.value);
      if (wrong) return refusal(fault(wrong.code, di));
      elements.push(element);
    }
  }
  if (ppn === undefined) return { ok: true, elements };
  const gtin = gtinOfPpn(ppn);
  if (gtin === undefined) return refusal(fault('NTIN', '9N'));
  const given = elements.find(({ ai }) => ai === '01');
  if (!given) elements.unshift({ ai: '01', value: gtin });
  return { ok: true, elements, ppn };
}
