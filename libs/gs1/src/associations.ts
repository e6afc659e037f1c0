import { aiDefinition } from './ai-dictionary.js';
import type { Element } from './element-string.js';
import { messageOf } from './errors.js';

/** AIs that belong together and are not, or exclude each other and stand together. */
export interface Issue {
  readonly code: 'REQUIRED_AI_MISSING' | 'EXCLUDED_AI_PRESENT' | 'CONFLICTING_VALUES';
  readonly message: string;
  /** The AI that makes the demand. */
  readonly ai: string;
  /** Missing: the groups of which one is needed, such as `01+21`. Excluded: the AI that may not be there. */
  readonly others: readonly string[];
}

/** `n` in a pattern of the Syntax Dictionary stands for any digit. */
function matches(pattern: string, ai: string): boolean {
  if (pattern.length !== ai.length) return false;
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== 'n' && pattern[i] !== ai[i]) return false;
  }
  return true;
}

/** The first of the elements whose AI may not stand beside the given one. */
export function excludedBy(ai: string, elements: readonly Element[]): string | undefined {
  for (const pattern of aiDefinition(ai)?.excluded ?? []) {
    const found = elements.find((other) => other.ai !== ai && matches(pattern, other.ai));
    if (found) return found.ai;
  }
  return undefined;
}

/** AIs 253, 255 and 8003 name an instance only with their serial component, which a signature needs. */
const SIGNED_WITH_SERIAL: Record<string, number> = { '253': 13, '255': 13, '8003': 14 };

/**
 * Required and excluded pairs of AIs (General Specifications 4.13 and 4.14), and one AI with two values (4.15).
 * Judge the elements of all codes on an item together: one symbol may carry what another demands.
 * Returns an empty list when nothing is wrong.
 */
export function checkAssociations(elements: readonly Element[]): Issue[] {
  const issues: Issue[] = [];
  const values = new Map<string, string>();
  const conflicting = new Set<string>();
  for (const { ai, value } of elements) {
    const known = values.get(ai);
    if (known !== undefined && known !== value) conflicting.add(ai);
    else values.set(ai, value);
  }
  const present = [...values.keys()];
  // An AI neither satisfies nor excludes itself through a pattern that it matches.
  const has = (pattern: string, self: string): string | undefined =>
    present.find((ai) => ai !== self && matches(pattern, ai));
  for (const ai of conflicting) issues.push(issue('CONFLICTING_VALUES', ai, []));
  for (const ai of present) {
    const definition = aiDefinition(ai);
    if (!definition) continue;
    for (const groups of definition.required) {
      const satisfied = groups.some((group) => group.every((pattern) => has(pattern, ai) !== undefined));
      if (!satisfied)
        issues.push(
          issue(
            'REQUIRED_AI_MISSING',
            ai,
            groups.map((group) => group.join('+')),
          ),
        );
    }
    const excluded = definition.excluded
      .map((pattern) => has(pattern, ai))
      .filter((other) => other !== undefined);
    for (const other of new Set(excluded)) issues.push(issue('EXCLUDED_AI_PRESENT', ai, [other]));
    if (values.has('8030') && values.get(ai)?.length === SIGNED_WITH_SERIAL[ai]) {
      issues.push(issue('REQUIRED_AI_MISSING', '8030', [`serial component of ${ai}`]));
    }
  }
  return issues;
}

function issue(code: Issue['code'], ai: string, others: readonly string[]): Issue {
  const detail = others.length > 0 ? ` (${others.join(', ')})` : '';
  return { code, message: `(${ai}) ${messageOf(code)}${detail}`, ai, others };
}
