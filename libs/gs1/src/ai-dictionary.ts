import type { CharsetName } from './charset.js';
import { lintNamed } from './linters.js';
import type { Linter } from './linters.js';
import { measureRows } from './ai-measures.js';
import { aiRows } from './ai-table.js';

/** A row of the AI table: AIs, flags, components, associations, title. */
export type AiRow = readonly [
  ais: string,
  flags: string,
  format: string,
  associations: string,
  title: string,
];

/** One part of a value: characters, length and content checks. Only the last may vary in length. */
export interface AiComponent {
  readonly charset: CharsetName;
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  readonly linters: readonly Linter[];
}

/** What the GS1 General Specifications say about one application identifier. */
export interface AiDefinition {
  readonly ai: string;
  readonly title: string;
  readonly components: readonly AiComponent[];
  readonly minLength: number;
  readonly maxLength: number;
  /** Predefined length (General Specifications 7.8.5): no separator is needed after it. */
  readonly fixed: boolean;
  /** May stand in the query of a Digital Link. */
  readonly linkAttribute: boolean;
  /** Orders of qualifiers after this key in the path of a Digital Link; undefined when it is no key. */
  readonly linkQualifiers: readonly (readonly string[])[] | undefined;
  /** At least one group of each list must be present in whole; `n` stands for any digit. */
  readonly required: readonly (readonly (readonly string[])[])[];
  /** None of these may be present; `n` stands for any digit. */
  readonly excluded: readonly string[];
}

const COMPONENT = /^(\[)?([NXYZ])(\.\.)?(\d+)\]?((?:,\w+)*)$/;

function component(spec: string): AiComponent {
  const match = COMPONENT.exec(spec);
  if (!match) throw new Error(`Malformed AI component ${spec}`);
  const max = Number(match[4]);
  return {
    charset: match[2] as CharsetName,
    min: match[3] ? 1 : max,
    max,
    optional: match[1] !== undefined,
    linters: (match[5] ?? '').split(',').slice(1).map(lintNamed),
  };
}

function attribute(associations: string, name: string): string[] {
  return associations
    .split(' ')
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

function definitions([ais, flags, format, associations, title]: AiRow): AiDefinition[] {
  const components = format.split(' ').map(component);
  const isKey = /(^| )dlpkey/.test(associations);
  const shared = {
    title,
    components,
    minLength: components.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0),
    maxLength: components.reduce((sum, part) => sum + part.max, 0),
    fixed: flags.includes('*'),
    linkAttribute: flags.includes('?'),
    linkQualifiers: isKey
      ? (attribute(associations, 'dlpkey')[0] ?? '').split('|').map((list) => list.split(',').filter(Boolean))
      : undefined,
    required: attribute(associations, 'req').map((list) => list.split(',').map((group) => group.split('+'))),
    excluded: attribute(associations, 'ex').flatMap((list) => list.split(',')),
  };
  const [first, last = first] = ais.split('-') as [string, string?];
  const result: AiDefinition[] = [];
  for (let n = Number(first); n <= Number(last); n++) {
    result.push({ ai: String(n).padStart(first.length, '0'), ...shared });
  }
  return result;
}

const all = [...aiRows, ...measureRows].flatMap(definitions);
const byAi = new Map(all.map((definition) => [definition.ai, definition]));

/** AIs that start with the same two digits have the same length (General Specifications 7.8.1). */
const lengthByPrefix = new Uint8Array(100);
/** Definitions by the number that the AI's digits form, one array per length of AI: no hashing on the way. */
const byNumber: (AiDefinition | undefined)[][] = [[], [], [], [], []];
for (const definition of all) {
  lengthByPrefix[Number(definition.ai.slice(0, 2))] = definition.ai.length;
  const list = byNumber[definition.ai.length];
  if (list) list[Number(definition.ai)] = definition;
}

/** The definition of an AI, or undefined when GS1 has assigned none. */
export function aiDefinition(ai: string): AiDefinition | undefined {
  return byAi.get(ai);
}

/** The AI whose digits start at `at`, or undefined. */
export function aiAt(data: string, at: number): AiDefinition | undefined {
  const first = data.charCodeAt(at) - 48;
  const second = data.charCodeAt(at + 1) - 48;
  // Comparisons with NaN past the end are false, hence their direction.
  if (!(first >= 0 && first <= 9 && second >= 0 && second <= 9)) return undefined;
  let number = first * 10 + second;
  const length = lengthByPrefix[number] ?? 0;
  for (let i = 2; i < length; i++) {
    const digit = data.charCodeAt(at + i) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    number = number * 10 + digit;
  }
  return byNumber[length]?.[number];
}

/** Every application identifier, in no particular order. */
export function allAis(): readonly AiDefinition[] {
  return all;
}
