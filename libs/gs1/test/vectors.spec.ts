import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  aiDefinition,
  formatDigitalLink,
  parseBracketed,
  parseDigitalLink,
  parseElementString,
  parseScan,
} from '../src/index.js';
import type { Element, Parsed } from '../src/index.js';

interface Vector {
  readonly macro: string;
  readonly accept: boolean;
  readonly args: readonly string[];
}

/** Published vectors of the GS1 Syntax Engine, where they lie beside the repository; nothing of them is kept here. */
function vectors(file: string): readonly Vector[] {
  const url = new URL(`../../../../shared/data/vectors/${file}.json`, import.meta.url);
  return existsSync(url) ? (JSON.parse(readFileSync(url, 'utf8')) as Vector[]) : [];
}

/** `^` for FNC1, as the vectors write it: in front, and after each element that needs a separator. */
function unbracketed(elements: readonly Element[]): string {
  let text = '^';
  elements.forEach(({ ai, value }, i) => {
    const last = i === elements.length - 1;
    text += ai + value + (last || aiDefinition(ai)?.fixed ? '' : '^');
  });
  return text;
}

function check(vector: Vector, parsed: Parsed, expected: string | undefined): void {
  expect(parsed.ok, JSON.stringify(parsed)).toBe(vector.accept);
  if (parsed.ok && expected !== undefined) expect(unbracketed(parsed.elements)).toBe(expected);
}

const toGs = (text: string): string => text.replaceAll('^', '\u001d');

describe('GS1 Syntax Engine vectors', () => {
  it('reads element strings', () => {
    for (const vector of vectors('gs1-element-strings')) {
      const [data = '', expected = ''] = vector.args;
      if (vector.macro === 'test_processAIdata') check(vector, parseElementString(toGs(data)), undefined);
      else check(vector, parseBracketed(data), expected);
    }
  });

  it('reads scan data', () => {
    for (const vector of vectors('gs1-scan-data')) {
      const expected = vector.args.at(-1) ?? '';
      const parsed = parseScan(vector.args.slice(0, -1).join(''));
      const link = expected.startsWith('http') ? parseDigitalLink(expected) : undefined;
      const elements = link?.ok ? unbracketed(link.elements) : expected.slice(expected.indexOf('|') + 1);
      check(vector, parsed, elements.startsWith('^') ? elements : undefined);
      if (vector.accept && !elements.startsWith('^')) expect(parsed).toMatchObject({ elements: [] });
    }
  });

  it('reads and writes Digital Links', () => {
    for (const vector of vectors('gs1-digital-link')) {
      const [first = '', second = ''] = vector.args;
      if (vector.macro === 'test_parseDLuri') {
        check(vector, parseDigitalLink(first), vector.args.at(-1));
        continue;
      }
      const source = second.startsWith('(') ? parseBracketed(second) : parseElementString(toGs(second));
      if (!source.ok) throw new Error(`${second} must be readable`);
      const write = (): string => formatDigitalLink(source.elements, { stem: first });
      if (vector.accept) expect(write()).toBe(vector.args[2]);
      else expect(write, second).toThrow();
    }
  });
});
