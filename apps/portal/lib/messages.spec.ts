import { describe, expect, it } from 'vitest';
import en from '../messages/en.json';
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
  const french = flat(fr);

  it('say everything in every language', () => {
    expect([...english.keys()].filter((key) => !french.has(key))).toEqual([]);
    expect([...french.keys()].filter((key) => !english.has(key))).toEqual([]);
  });

  it('are filled with the same values in every language', () => {
    const different = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(french.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });
});
