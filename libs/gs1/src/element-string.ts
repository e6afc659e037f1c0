import { firstOutside } from './charset.js';
import { aiAt, aiDefinition } from './ai-dictionary.js';
import type { AiDefinition } from './ai-dictionary.js';
import { fault } from './errors.js';
import type { Gs1Fault } from './errors.js';

/** The separator as scanners send it; in the symbol it is FNC1 (General Specifications 7.8.6). */
export const GS = '\u001d';
const GS_CODE = 0x1d;
/** No more than this many elements: a symbol that holds more is not a GS1 symbol. */
export const MAX_ELEMENTS = 64;
/** A QR Code 40-L holds 7,089 digits; nothing longer is scan data. */
export const MAX_DATA_LENGTH = 7_200;

/** One application identifier and its value. */
export interface Element {
  readonly ai: string;
  readonly value: string;
}

/** The elements of a code in the order read, or why it is not one. */
export type Parsed =
  { readonly ok: true; readonly elements: Element[] } | { readonly ok: false; readonly error: Gs1Fault };

export function refusal(error: Gs1Fault): { readonly ok: false; readonly error: Gs1Fault } {
  return { ok: false, error };
}

/**
 * Reads an element string as a scanner transmits it: FNC1 is the character GS; one may stand in front, and one
 * may follow any element (General Specifications 7.8.6). AIs may come in any order. Checks the syntax and the
 * content of each AI; which AIs belong together is `checkAssociations`.
 */
export function parseElementString(data: string): Parsed {
  return parseElements(data, data.charCodeAt(0) === GS_CODE ? 1 : 0);
}

/** As `parseElementString`, from an index on; `at` in a fault counts from the start of `data`. */
export function parseElements(data: string, from: number): Parsed {
  if (data.length > MAX_DATA_LENGTH) return refusal(fault('TOO_LONG'));
  if (from >= data.length) return refusal(fault('EMPTY', undefined, from));
  const elements: Element[] = [];
  let at = from;
  while (at < data.length) {
    const definition = aiAt(data, at);
    if (!definition) return refusal(fault('NO_SUCH_AI', undefined, at));
    if (elements.length === MAX_ELEMENTS) return refusal(fault('TOO_MANY_AIS', definition.ai, at));
    const start = at + definition.ai.length;
    let end = data.indexOf(GS, start);
    if (end < 0) end = data.length;
    // A predefined length ends by itself; the separator after it may be left out.
    const stop = definition.fixed && start + definition.maxLength < end ? start + definition.maxLength : end;
    const wrong = valueFault(definition, data, start, stop);
    if (wrong) return refusal(wrong);
    elements.push({ ai: definition.ai, value: data.slice(start, stop) });
    at = data.charCodeAt(stop) === GS_CODE ? stop + 1 : stop;
  }
  return { ok: true, elements };
}

/** Checks one value against its AI. Returns undefined when it is right. */
export function valueFault(
  definition: AiDefinition,
  data: string,
  start: number,
  end: number,
): Gs1Fault | undefined {
  const { ai, components } = definition;
  const length = end - start;
  if (length === 0) return fault('AI_EMPTY', ai, start);
  if (length < definition.minLength) return fault('AI_TOO_SHORT', ai, start);
  if (length > definition.maxLength) return fault('AI_TOO_LONG', ai, start + definition.maxLength);
  let at = start;
  for (const part of components) {
    if (at === end && part.optional) break;
    const stop = at + part.max < end ? at + part.max : end;
    if (stop - at < part.min) return fault('AI_TOO_SHORT', ai, at);
    const bad = firstOutside(part.charset, data, at, stop);
    if (bad >= 0) return fault(part.charset === 'N' ? 'NOT_NUMERIC' : 'BAD_CHARACTER', ai, bad);
    if (part.linters.length > 0) {
      const text = data.slice(at, stop);
      for (const lint of part.linters) {
        const found = lint(text);
        if (found) return fault(found.code, ai, at + found.at);
      }
    }
    at = stop;
  }
  return undefined;
}

/** Checks the AI and the value of one element, wherever they come from. */
export function elementFault(ai: string, value: string): Gs1Fault | undefined {
  const definition = aiDefinition(ai);
  return definition ? valueFault(definition, value, 0, value.length) : fault('NO_SUCH_AI', ai, 0);
}

/**
 * Writes elements as a scanner would transmit them, without a leading FNC1: a separator after every element
 * that needs one and is not last. Throws nothing: the elements are taken as they are.
 */
export function formatElementString(elements: readonly Element[]): string {
  let text = '';
  let separate = false;
  for (const { ai, value } of elements) {
    text += separate ? GS + ai + value : ai + value;
    separate = aiDefinition(ai)?.fixed !== true;
  }
  return text;
}
