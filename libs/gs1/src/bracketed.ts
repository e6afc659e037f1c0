import { aiDefinition } from './ai-dictionary.js';
import { MAX_DATA_LENGTH, MAX_ELEMENTS, refusal, valueFault } from './element-string.js';
import type { Element, Parsed } from './element-string.js';
import { fault } from './errors.js';

/**
 * Reads the human-readable form "(01)…(21)…". A bracket that is part of a value is written `\(`.
 * Checks the same as `parseElementString`.
 */
export function parseBracketed(text: string): Parsed {
  if (text.length > MAX_DATA_LENGTH) return refusal(fault('TOO_LONG'));
  if (text === '') return refusal(fault('EMPTY', undefined, 0));
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    const close = text.indexOf(')', at);
    if (text.charAt(at) !== '(' || close < 0) return refusal(fault('BRACKETS', undefined, at));
    const ai = text.slice(at + 1, close);
    const definition = aiDefinition(ai);
    if (!definition) return refusal(fault('NO_SUCH_AI', ai, at + 1));
    if (elements.length === MAX_ELEMENTS) return refusal(fault('TOO_MANY_AIS', ai, at));
    const next = nextElement(text, close + 1);
    const value = text.slice(close + 1, next).replaceAll('\\(', '(');
    const wrong = valueFault(definition, value, 0, value.length);
    // The position counts escapes as one character; near enough to point at, and the AI is named.
    if (wrong) return refusal({ ...wrong, at: close + 1 + (wrong.at ?? 0) });
    elements.push({ ai, value });
    at = next;
  }
  return { ok: true, elements };
}

function nextElement(text: string, from: number): number {
  let at = text.indexOf('(', from);
  while (text.charAt(at - 1) === '\\') at = text.indexOf('(', at + 1);
  return at < 0 ? text.length : at;
}

/** Writes "(01)…(21)…", as `parseBracketed` reads it. */
export function formatBracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}

/**
 * Writes the text that bwip-js takes for its gs1 symbologies, to be drawn with `parse: true`: brackets inside a
 * value become `^040` and `^041`, since its bracket syntax has no other escape.
 */
export function formatLabelText(elements: readonly Element[]): string {
  return elements
    .map(({ ai, value }) => `(${ai})${value.replaceAll('(', '^040').replaceAll(')', '^041')}`)
    .join('');
}
