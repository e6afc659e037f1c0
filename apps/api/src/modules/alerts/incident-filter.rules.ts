import { DomainError } from '../../platform/errors/index.js';
import type { RuleCode } from './alert-rule.js';

/** A word that was typed to find incidents by, and the rules that it may mean in the language of who typed it. */
export interface IncidentWord {
  readonly text: string;
  readonly rules: readonly RuleCode[];
}

const MOST_WORDS = 8;
const LONGEST_WORD = 60;

/** @throws DomainError BAD_INPUT for what nobody types. */
export function readWords(words: readonly IncidentWord[]): IncidentWord[] {
  if (words.length > MOST_WORDS)
    throw new DomainError('BAD_INPUT', `Look for at most ${MOST_WORDS} words at once.`);
  return words.map(({ text, rules }) => {
    const word = text.trim();
    if (word === '' || word.length > LONGEST_WORD || word.includes('\0'))
      throw new DomainError('BAD_INPUT', `A word has 1 to ${LONGEST_WORD} characters.`);
    return { text: word, rules };
  });
}

/** What the word is compared with: how a number begins or ends, and what a name has in it, whatever its case. */
export function patternsOf(word: string): { begins: string; ends: string; has: string } {
  const lower = word.toLowerCase();
  return {
    begins: `${escaped(lower)}%`,
    ends: `${escaped([...lower].reverse().join(''))}%`,
    has: `%${escaped(word)}%`,
  };
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
