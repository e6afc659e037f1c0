import { describe, expect, it } from 'vitest';
import de from '../messages/de.json';
import en from '../messages/en.json';
import failures from '../messages/failures.fr.json';
import fr from '../messages/fr.json';

function flat(tree: object, path = ''): Map<string, string> {
  const entries = Object.entries(tree as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[path + name, value] as const]
      : [...flat(value as object, `${path}${name}.`)],
  );
  return new Map(entries);
}

/** The names of what a message is filled with. */
function placeholders(message: string): string[] {
  const names = [...message.matchAll(/(?<!(?:=\d|one|other) )\{(\w+)(?=\}|, )/g)].map(
    ([, name]) => name ?? '',
  );
  return [...new Set(names)].sort();
}

describe('messages', () => {
  const english = flat(en);
  const others = [
    ['French', flat(fr)],
    ['German', flat(de)],
  ] as const;

  it.each(others)('say everything in %s, and nothing else', (_name, other) => {
    expect([...english.keys()].filter((key) => !other.has(key))).toEqual([]);
    expect([...other.keys()].filter((key) => !english.has(key))).toEqual([]);
  });

  it.each(others)('are filled with the same values in %s', (_name, other) => {
    const different = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(other.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('begin no line with a French sign: a space before ; : ! ? » and after « does not break', () => {
    const breaking = [...flat(fr), ...flat(failures)].filter(([, text]) => / [;:!?»]|« /.test(text));
    expect(breaking.map(([key]) => key)).toEqual([]);
  });
});
